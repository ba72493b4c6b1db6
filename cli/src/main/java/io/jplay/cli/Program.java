package io.jplay.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The names that jplay can be started under; each is a command of its own.
public enum Program {
  JPLAY("jplay"),
  JVAULT("jvault", "ansible-vault"),
  JINVENTORY("jinventory", "ansible-inventory"),
  PLAYBOOK("ansible-playbook"),
  AD_HOC("ansible"),
  CONFIG("jconfig", "ansible-config"),
  DOC("jdoc", "ansible-doc"),
  GALAXY("jgalaxy", "ansible-galaxy"),
  PULL("jpull", "ansible-pull");

  private final List<String> names;

  Program(String... names) {
    this.names = List.of(names);
  }

  /// The program of a file name; other names are jplay.
  static Program of(String name) {
    return known(name).orElse(JPLAY);
  }

  private static Optional<Program> known(String name) {
    return Stream.of(values()).filter(p -> p.names.contains(name)).findFirst();
  }
}
