package io.jplay.inventory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of INI inventories that cannot be read, in ansible's words.
class IniProblemsTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "'[web]\na\n[all:children]\nweb x=1', 'Expected group name, got: web x=1'",
    "'[all:children]\nweb', 'Section [all:children] includes undefined group: web'",
    "'[web:vars]\nx=1', 'Section [web:vars] not valid for undefined group: web'",
    "'[web]\n[web:vars]\nx', 'Expected key=value, got: x'",
  })
  void namesTheMistake(String text, String message) throws Exception {
    Files.writeString(dir.resolve("hosts"), text);
    String said = Loading.load(dir, "hosts").diagnostics().toString();
    assertTrue(said.contains(message), said);
  }
}
