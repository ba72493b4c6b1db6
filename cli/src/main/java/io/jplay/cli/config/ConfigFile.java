package io.jplay.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which ansible.cfg counts: $ANSIBLE_CONFIG (a file, or a directory that holds one), ./ansible.cfg
/// unless others may write to the directory, ~/.ansible.cfg, /etc/ansible/ansible.cfg. The first
/// that can be read wins, whole.
record ConfigFile(Optional<Path> path, List<String> warnings) {
  private static final String NAME = "ansible.cfg";

  static ConfigFile find(Path directory, Map<String, String> environment) {
    String told = environment.getOrDefault("ANSIBLE_CONFIG", "");
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    if (!told.isEmpty()) {
      Path path = directory.resolve(expandHome(told, home));
      Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
      if (Files.isReadable(file)) {
        return new ConfigFile(Optional.of(file), List.of());
      }
    }
    List<String> warnings = List.of();
    Path local = directory.resolve(NAME);
    if (Files.isReadable(local)) {
      if (!isWritableByAll(directory)) {
        return new ConfigFile(Optional.of(local), List.of());
      }
      warnings =
          List.of(
              "Ansible is being run in a world writable directory ("
                  + directory
                  + "), ignoring it as an ansible.cfg source. For more information see"
                  + " https://docs.ansible.com/ansible/devel/reference_appendices/config.html#cfg-in-world-writable-dir");
    }
    Optional<Path> other =
        List.of(home.resolve("." + NAME), Path.of("/etc/ansible", NAME)).stream()
            .filter(Files::isReadable)
            .findFirst();
    return new ConfigFile(other, warnings);
  }

  static Path expandHome(String text, Path home) {
    if (text.equals("~")) {
      return home;
    }
    return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
  }

  private static boolean isWritableByAll(Path directory) {
    try {
      return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
