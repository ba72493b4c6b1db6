package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings that make an inventory which cannot be read the end of the run: it is said why.
class UnparsedInventoryTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "ANSIBLE_INVENTORY_UNPARSED_FAILED, No inventory was parsed",
    "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED, Completely failed to parse inventory source",
  })
  void saysWhy(String setting, String expected) throws Exception {
    Files.writeString(dir.resolve("hosts.yml"), "all: {hosts: [}\n");
    Played played =
        Played.of(
            "ansible-inventory",
            dir,
            Map.of(setting, "true", "COLUMNS", "500"),
            "-i",
            "hosts.yml",
            "--graph");
    assertEquals(1, played.code());
    assertTrue(played.err().contains(expected), played.err());
    assertTrue(played.err().contains("hosts.yml:1:15"), played.err());
  }
}
