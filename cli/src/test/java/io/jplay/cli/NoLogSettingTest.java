package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The setting is the default of the keyword: a task that says something itself is not asked.
class NoLogSettingTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"0, b c", "1, b"})
  void isTheDefaultOfTasks(String setting, String shown) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - debug: {msg: a}
              no_log: true
            - debug: {msg: b}
              no_log: false
            - debug: {msg: c}
        """);
    Played played = Played.of(directory, Map.of("ANSIBLE_NO_LOG", setting), "site.yml");
    assertEquals(0, played.code(), played.err());
    List<String> told =
        Pattern.compile("\"msg\": \"(.)\"")
            .matcher(played.out())
            .results()
            .map(m -> m.group(1))
            .toList();
    assertEquals(List.of(shown.split(" ")), told, played.out());
  }
}
