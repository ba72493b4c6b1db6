package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An option that cannot be rendered for the first of two items: what ansible-core 2.18 makes no
/// error of its own of fails that item, all else ends the loop without `results`.
final class LoopFailureTest {
  @TempDir Path directory;

  /// In a condition such an exception ends the whole task.
  @ParameterizedTest
  @ValueSource(strings = {"when", "failed_when", "changed_when", "until"})
  void endsTheTaskFromACondition(String keyword) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - command: "true"
              %s: 5 / item == 5
              loop: [1, 0, 1]
              register: all
              ignore_errors: true
            - debug:
                msg: "{{ all is failed }} {{ all.results is defined }} {{ all.exception is defined }} {{ all.msg }}"
        """
            .formatted(keyword));
    Played played = Played.of(directory, Map.of(), "site.yml");
    assertEquals(0, played.code(), played.err());
    String said =
        "\"True False True Unexpected failure during module execution: division by zero\"";
    assertTrue(played.out().contains(said), played.out());
  }

  @ParameterizedTest
  @CsvSource({"{{ 5 / item }}, 2", "{{ item + 'x' }}, 0", "{{ item.x }}, 0"})
  void endsTheLoopOrTheItem(String text, int results) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - debug: {msg: "%s"}
              loop: [0, 1]
              register: all
              ignore_errors: true
            - debug: {msg: "results: {{ all.results | default([]) | length }}"}
        """
            .formatted(text));
    Played played = Played.of(directory, Map.of(), "site.yml");
    assertEquals(0, played.code(), played.err());
    assertTrue(played.out().contains("\"results: " + results + "\""), played.out());
  }
}
