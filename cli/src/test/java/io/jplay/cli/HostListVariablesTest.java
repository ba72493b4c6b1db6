package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts of a list on the command line know where they come from, as ansible-core 2.18 has it.
@Timeout(60)
class HostListVariablesTest {
  @TempDir private Path dir;

  @Test
  void theListIsTheSourceAndHasNoDirectory() throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: h1
          gather_facts: false
          tasks:
            - debug: {msg: "{{ inventory_file }} {{ inventory_dir }} {{ inventory_dir | type_debug }}"}
        """);
    Played played = Played.of(dir, Map.of(), "-i", "h1,h2", "site.yml");
    assertTrue(played.out().contains("\"msg\": \"h1,h2 None str\""), played.out());
  }
}
