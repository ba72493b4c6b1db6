package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Facts that the administrator of a host wrote: files `*.fact` with JSON or INI text, or programs
/// that print it.
record LocalFacts(Dict facts, List<String> warnings) {

  static LocalFacts collect(Sections s) {
    var local = Dict.builder();
    var warnings = new java.util.ArrayList<String>();
    s.startingWith("fact ")
        .forEach((head, text) -> {
          String[] parts = head.split(" ", 3);
          String name = parts[2].substring(parts[2].lastIndexOf('/') + 1);
          String fact = name.substring(0, name.length() - ".fact".length());
          local.put(fact, value(parts, text, warnings));
        });
    return new LocalFacts(Dict.builder().put("local", local.build()).build(), warnings);
  }

  private static Value value(String[] head, String text, List<String> warnings) {
    String path = head[2];
    if (head[0].equals("unreadable")) {
      return warned("Could not open fact file: " + path, warnings);
    }
    if (!head[1].equals("0")) {
      return warned(
          "Failure executing fact script (%s), rc: %s, err: %s"
              .formatted(path, head[1], text.strip()),
          warnings);
    }
    try {
      return Json.read(text, Tag.REMOTE);
    } catch (IOException e) {
      return ini(text)
          .<Value>map(d -> d)
          .orElseGet(() ->
              warned(
                  "error loading facts as JSON or ini - please check content: " + path, warnings));
    }
  }

  private static Value warned(String message, List<String> warnings) {
    warnings.add(message);
    return Str.of(message);
  }

  /// As Python's configparser: sections, `key = value` or `key: value`, keys in lower case,
  /// continuation lines indented.
  private static Optional<Dict> ini(String text) {
    var sections = new LinkedHashMap<String, Map<String, Value>>();
    Map<String, Value> current = null;
    String key = "";
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (bare.startsWith("[") && bare.endsWith("]")) {
        current =
            sections.computeIfAbsent(
                bare.substring(1, bare.length() - 1), _ -> new LinkedHashMap<>());
        key = "";
        continue;
      }
      if (current == null) {
        return Optional.empty();
      }
      if (Character.isWhitespace(line.charAt(0)) && current.get(key) instanceof Str before) {
        current.put(key, Str.of(before.text() + "\n" + bare));
        continue;
      }
      int at = separator(bare);
      if (at < 0) {
        return Optional.empty();
      }
      key = bare.substring(0, at).strip().toLowerCase(Locale.ROOT);
      current.put(key, Str.of(bare.substring(at + 1).strip()));
    }
    var all = Dict.builder();
    sections.forEach((name, values) -> all.put(name, Dict.of(values)));
    return current == null ? Optional.empty() : Optional.of(all.build());
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }
}
