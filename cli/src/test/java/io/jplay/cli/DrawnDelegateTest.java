package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A `delegate_to` whose template gives another host each time is rendered once for each item.
@Timeout(60)
class DrawnDelegateTest {
  @Test
  void isDrawnOnce(@TempDir Path dir) throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          connection: local
          gather_facts: false
          tasks:
            - set_fact: {known_as: "{{ ansible_delegated_vars.keys() | first }}"}
              delegate_to: "{{ range(50) | map('regex_replace', '^', 'h') | random }}"
              delegate_facts: true
              loop: "{{ range(20) }}"
            - assert: {that: "hostvars[item].known_as | default(item) == item"}
              loop: "{{ range(50) | map('regex_replace', '^', 'h') }}"
        """);
    Files.writeString(dir.resolve("hosts"), "h[0:49]\n");
    Played played = Played.of(dir, Map.of(), "-i", "hosts", "site.yml");
    assertEquals(0, played.code(), played.out());
  }
}
