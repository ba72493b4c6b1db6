package io.jplay.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /// Each of ansible-core 2.18 that a file or the environment can set, under the same names.
  @Test
  void everySettingOfAnsibleIsKnown() throws IOException {
    Map<String, SettingKey> known =
        SettingCatalogue.entries().stream()
            .collect(
                Collectors.toMap(SettingCatalogue.Entry::name, SettingCatalogue.Entry::setting));
    var missing = new ArrayList<String>();
    try (var in = ConfigFileTest.class.getResourceAsStream("/io/jplay/cli/settings-2.18.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t", -1);
        SettingKey ours = known.get(cells[0]);
        if (ours == null
            || !ours.environmentNames().containsAll(words(cells[1]))
            || !ours.iniKeys().containsAll(words(cells[2]))) {
          missing.add(line);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /// As a setting of ansible, or as the option of a plug-in, which is given in the same ways.
  @Test
  void everySettingHasAPurpose() {
    Set<SettingKey> own =
        SettingCatalogue.entries().stream()
            .map(entry -> entry.setting() instanceof BaseSetting b ? b.setting() : entry.setting())
            .collect(Collectors.toSet());
    List<PluginOption> options = SettingCatalogue.options().toList();
    assertEquals(
        List.of(),
        Stream.of(Setting.values())
            .filter(s -> !own.contains(s))
            .filter(s -> options.stream().noneMatch(o -> isGivenAlike(o, s)))
            .toList());
  }

  private static boolean isGivenAlike(PluginOption option, Setting setting) {
    return option.environmentNames().containsAll(setting.environmentNames())
        && setting.iniKeys().containsAll(option.iniKeys());
  }
}
