package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `_raw_params` among the options of a module is its free text, as with ansible; the text that is
/// written behind the module's name counts more.
@Timeout(60)
class RawParametersTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'raw: {_raw_params: echo said}'",
    "'command: {_raw_params: echo said}'",
    "'shell: {_raw_params: echo said; true}'",
    "'action: {module: command, _raw_params: echo said}'",
  })
  void isTheText(String task) throws IOException {
    Played played = play(task + "\n");
    assertTrue(played.out().contains("\"stdout\": \"said"), played.out());
  }

  @ParameterizedTest
  @CsvSource({"raw", "command"})
  void countsLessThanTheTextItself(String module) throws IOException {
    Played played = play(module + ": echo said\n      args: {_raw_params: echo other}\n");
    assertTrue(played.out().contains("\"stdout\": \"said"), played.out());
  }

  private Played play(String task) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        "- hosts: all\n  gather_facts: false\n  tasks:\n    - " + task);
    Played played = Played.of(directory, Map.of(), "-v", "-c", "local", "-i", "one,", "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
    return played;
  }
}
