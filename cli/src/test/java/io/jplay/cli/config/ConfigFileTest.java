package io.jplay.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which ansible.cfg counts.
class ConfigFileTest {
  @TempDir private Path dir;

  private Path file(String name) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "[defaults]\n");
  }

  private ConfigFile found(String told) {
    return ConfigFile.find(
        dir.resolve("work"),
        Map.of("HOME", dir.resolve("home").toString(), "ANSIBLE_CONFIG", told));
  }

  @Test
  void theNearestWins() throws IOException {
    Path home = file("home/.ansible.cfg");
    Files.createDirectories(dir.resolve("work"));
    assertEquals(Optional.of(home), found("").path());
    Path local = file("work/ansible.cfg");
    assertEquals(Optional.of(local), found("").path());
    Path told = file("told/ansible.cfg");
    assertEquals(Optional.of(told), found(told.toString()).path());
    assertEquals(Optional.of(told), found(told.getParent().toString()).path());
  }

  @Test
  void aDirectoryThatAllMayWriteToDoesNotCount() throws IOException {
    Path home = file("home/.ansible.cfg");
    file("work/ansible.cfg");
    Files.setPosixFilePermissions(
        dir.resolve("work"), PosixFilePermissions.fromString("rwxrwxrwx"));
    ConfigFile found = found("");
    assertEquals(Optional.of(home), found.path());
    assertEquals(1, found.warnings().size());
  }

  @Test
  void everySettingHasAPurpose() {
    assertEquals(
        Stream.of(Setting.values()).sorted().toList(),
        SettingCatalogue.entries().stream().map(SettingCatalogue.Entry::setting).sorted().toList());
  }
}
