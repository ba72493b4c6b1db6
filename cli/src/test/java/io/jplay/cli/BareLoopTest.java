package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `with_items: packages`, as playbooks had it ten years ago: works, and is said once.
final class BareLoopTest {
  @TempDir Path directory;

  @Test
  void aVariableWithoutBracesWorksWithAWarning() throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: a,b
          gather_facts: false
          connection: local
          vars: {packages: [one, two]}
          tasks:
            - debug: {msg: "{{ item }}"}
              with_items: packages
        """);
    Played played = Played.of(directory, Map.of(), "-i", "a,b", "site.yml");
    assertEquals(0, played.code(), played.err());
    assertTrue(played.out().contains("ok: [b] => (item=two)"), played.out());
    String flat = played.err().replace('\n', ' ');
    String said = "'packages' names a variable without braces";
    assertTrue(flat.contains(said), played.err());
    assertEquals(flat.indexOf(said), flat.lastIndexOf(said), played.err());
  }
}
