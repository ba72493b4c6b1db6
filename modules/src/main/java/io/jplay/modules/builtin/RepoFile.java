package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sections of a .repo file. They are kept in their order and written in one form; comments do
/// not survive, as in ansible.
final class RepoFile {
  private final Map<String, Map<String, String>> sections;

  private RepoFile(Map<String, Map<String, String>> sections) {
    this.sections = sections;
  }

  static RepoFile parse(String path, String text) {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    Optional<Map<String, String>> section = Optional.empty();
    String key = "";
    for (String line : text.lines().toList()) {
      String said = line.strip();
      boolean comment = said.startsWith("#") || said.startsWith(";");
      if (comment || said.isEmpty() && key.isEmpty()) {
        continue;
      }
      boolean continued = said.isEmpty() || Character.isWhitespace(line.charAt(0));
      if (continued && !key.isEmpty() && section.isPresent()) {
        section.get().merge(key, said, (a, b) -> a + "\n" + b);
      } else if (said.matches("\\[[^\\]]+\\].*")) {
        String name = said.substring(1, said.indexOf(']'));
        if (sections.containsKey(name)) {
          throw new ModuleFailure(path + ": section '" + name + "' already exists");
        }
        section = Optional.of(sections.computeIfAbsent(name, n -> new LinkedHashMap<>()));
        key = "";
      } else {
        Map<String, String> into =
            section.orElseThrow(() -> new ModuleFailure(path + " has no section: " + said));
        key = add(into, said, path);
      }
    }
    sections.values().forEach(s -> s.replaceAll((k, v) -> v.stripTrailing()));
    return new RepoFile(sections);
  }

  private static String add(Map<String, String> section, String line, String path) {
    String[] parts = line.split("[=:]", 2);
    if (parts.length < 2) {
      throw new ModuleFailure(path + " has a line without a value: " + line);
    }
    String key = parts[0].strip().toLowerCase(Locale.ROOT);
    if (section.putIfAbsent(key, parts[1].strip()) != null) {
      throw new ModuleFailure(path + ": option '" + key + "' is there twice");
    }
    return key;
  }

  boolean isEmpty() {
    return sections.isEmpty();
  }

  RepoFile without(String name) {
    var others = new LinkedHashMap<>(sections);
    others.remove(name);
    return new RepoFile(others);
  }

  RepoFile with(String name, Map<String, String> options) {
    RepoFile others = without(name);
    others.sections.put(name, new TreeMap<>(options));
    return others;
  }

  /// As a difference shows it: sections and options by their names.
  String sorted() {
    var text = new StringBuilder();
    new TreeMap<>(sections)
        .forEach((name, options) -> {
          text.append('[').append(name).append("]\n");
          new TreeMap<>(options)
              .forEach((k, v) -> text.append(k).append(" = ").append(v).append('\n'));
          text.append('\n');
        });
    return text.toString();
  }

  /// As it is written.
  String text() {
    var text = new StringBuilder();
    sections.forEach((name, options) -> {
      text.append('[').append(name).append("]\n");
      options.forEach(
          (k, v) -> text.append(k).append(" = ").append(v.replace("\n", "\n\t")).append('\n'));
      text.append('\n');
    });
    return text.toString();
  }
}
