package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `ansible-config init` writes is read again: Python's configparser, which ansible reads its
/// file with, refuses a section or a key that is there twice.
class ConfigInitTest {
  @TempDir private Path dir;

  @Test
  void validateKnowsVariablesOfOtherPrograms() {
    Map<String, String> others = Map.of("ANSIBLE_TEST_CI", "x", "ANSIBLE_LINT_SKIP", "x");
    assertEquals(0, validate(others).code(), validate(others).err());
    Played wrong = validate(Map.of("ANSIBLE_TESTS", "x"));
    assertEquals(1, wrong.code());
    assertTrue(
        wrong.err().contains("Found unknown environment variable 'ANSIBLE_TESTS'"), wrong.err());
  }

  private Played validate(Map<String, String> environment) {
    return Played.of("ansible-config", dir, environment, "validate", "-t", "all", "-f", "env");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "base", "cache", "callback", "connection", "shell"})
  void hasEachKeyOnce(String type) {
    Played played = Played.of("ansible-config", dir, Map.of(), "init", "-t", type);
    assertEquals(0, played.code(), played.err());
    var seen = new HashSet<String>();
    var twice = new ArrayList<String>();
    String section = "";
    for (String line : played.out().lines().toList()) {
      if (line.startsWith("[")) {
        section = line;
      } else if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String key = line.startsWith("[") ? line : section + line.replaceAll("^;|=.*", "");
      if (!seen.add(key)) {
        twice.add(key);
      }
    }
    assertEquals(List.of(), twice);
    assertTrue(seen.size() > 3, played.out());
  }
}
