package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Includes that go round: with an end they are a loop, without one a mistake that must not fill
/// the memory.
final class EndlessIncludeTest {
  @TempDir Path directory;

  private Played play(String tasks) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        "[{hosts: localhost, gather_facts: false, tasks: [{include_tasks: round.yml}]}]");
    Files.writeString(directory.resolve("round.yml"), tasks);
    return Played.of(directory, Map.of(), "site.yml");
  }

  @Test
  void anIncludeOfItselfEnds() throws IOException {
    Played played = play("- include_tasks: round.yml\n");
    assertEquals(4, played.code(), played.err());
    assertTrue(played.err().contains("500 includes are nested here"), played.err());
  }

  @Test
  void aLoopOfIncludesRunsToItsEnd() throws IOException {
    Played played =
        play(
            """
            - set_fact: {count: "{{ count | default(0) | int + 1 }}"}
            - include_tasks: round.yml
              when: count | int < 40
            """);
    assertEquals(0, played.code(), played.err());
    assertTrue(played.out().contains("ok=80 "), played.out());
  }
}
