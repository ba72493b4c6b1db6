package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A label that cannot be rendered ends the loop, in the words of ansible-core 2.18.
class LoopLabelTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "1 / item, 'FAILED! => {\"msg\": \"Unexpected failure during module execution: division by"
        + " zero\"'",
    "item | nofilter, 'FAILED! => {\"msg\": \"template error while templating string: '",
    "nope, 'Failed to template loop_control.label: ''nope'' is undefined'",
  })
  void saysWhy(String label, String expected) throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - debug: {msg: x}
              loop: [0]
              loop_control: {label: "{{ %s }}"}
        """
            .formatted(label));
    Played played = Played.of("ansible-playbook", dir, Map.of(), "site.yml");
    assertEquals(2, played.code());
    assertTrue(played.out().contains(expected), played.out());
  }
}
