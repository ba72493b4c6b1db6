package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file of `vars_files` may be a list of mappings (like ansible-core 2.18 vars/manager.py
/// preprocess_vars); no other list.
@Timeout(60)
class VarsFilesListTest {
  @TempDir private Path dir;

  @Test
  void takesMappingsInTheirOrder() throws Exception {
    Played played = play("- {a: 1, b: 1}\n- {b: 2}\n");
    assertEquals(0, played.code(), played.err());
    assertTrue(played.out().contains("\"msg\": \"1 2\""), played.out());
  }

  @Test
  void refusesOtherLists() throws Exception {
    Played played = play("- {a: 1}\n- b\n");
    assertEquals(4, played.code(), played.out());
    assertTrue(played.err().contains("vars.yml:2:3: error[JP1603]"), played.err());
  }

  private Played play(String variables) throws Exception {
    Files.writeString(dir.resolve("vars.yml"), variables);
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          vars_files: vars.yml
          tasks:
            - debug: msg="{{ a }} {{ b }}"
        """);
    return Played.of("ansible-playbook", dir, Map.of(), "site.yml");
  }
}
