package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Where lines go that are shown from a number of -v on: verbose_to_stderr, log_verbosity.
@Timeout(60)
class VerboseLinesTest {
  private static final List<String> VERBOSE =
      List.of("No config file found", "1 plays in", "ESTABLISH LOCAL CONNECTION", "META: noop");

  @TempDir private Path dir;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          connection: local
          gather_facts: false
          tasks:
            - ping:
            - meta: noop
        """);
  }

  private Played play(Map<String, String> settings, String... more) {
    var words = new ArrayList<>(List.of("-i", "localhost,", "site.yml"));
    words.addAll(List.of(more));
    return Played.of(dir, settings, words.toArray(String[]::new));
  }

  @Test
  void showsThemInTheOutput() {
    Played played = play(Map.of(), "-vvv");
    VERBOSE.forEach(line -> assertTrue(played.out().contains(line), line));
  }

  @Test
  void showsThemAmongErrorsWhereTheSettingSaysSo() {
    Played played = play(Map.of("ANSIBLE_VERBOSE_TO_STDERR", "true"), "-vvv");
    assertEquals(List.of(), VERBOSE.stream().filter(played.out()::contains).toList());
    VERBOSE.forEach(line -> assertTrue(played.err().contains(line), line));
    assertTrue(played.out().contains("task path:"), played.out());
  }

  @Test
  void logsMoreOfThemThanTheScreenHas() throws IOException {
    Played played =
        play(
            Map.of(
                "ANSIBLE_LOG_PATH", dir.resolve("log").toString(), "ANSIBLE_LOG_VERBOSITY", "3"));
    String log = Files.readString(dir.resolve("log"));
    assertEquals(List.of(), VERBOSE.stream().filter(played.out()::contains).toList());
    VERBOSE.forEach(line -> assertTrue(log.contains(line), line));
    assertTrue(log.contains("PLAY RECAP"), log);
  }
}
