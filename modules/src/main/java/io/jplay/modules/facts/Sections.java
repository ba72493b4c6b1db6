package io.jplay.modules.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a program printed in named sections: RS, a name, newline, text. Names that come twice keep
/// their first text.
public record Sections(Map<String, String> texts) {

  public static Sections parse(String output) {
    var texts = new LinkedHashMap<String, String>();
    for (String part : output.split("\036")) {
      int end = part.indexOf('\n');
      if (end > 0) {
        texts.putIfAbsent(part.substring(0, end), part.substring(end + 1));
      }
    }
    return new Sections(texts);
  }

  public boolean has(String name) {
    return texts.containsKey(name);
  }

  /// The text of a section, empty when there is none.
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /// The stripped text of a section; empty when there is none or nothing in it.
  public Optional<String> value(String name) {
    return Optional.of(text(name).strip()).filter(t -> !t.isEmpty());
  }

  public List<String> lines(String name) {
    return text(name).lines().toList();
  }

  /// The line at an index, empty when there is none.
  public String line(String name, int index) {
    List<String> lines = lines(name);
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  /// Sections whose name starts with a prefix, by the rest of their name.
  public Map<String, String> startingWith(String prefix) {
    return texts.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                e -> e.getKey().substring(prefix.length()),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /// `KEY=value` lines with optional quotes, as os-release and lsb-release have them.
  public Map<String, String> assignments(String name) {
    var map = new LinkedHashMap<String, String>();
    for (String line : lines(name)) {
      int at = line.indexOf('=');
      if (at > 0 && !line.startsWith("#")) {
        map.put(line.substring(0, at).strip(), unquote(line.substring(at + 1).strip()));
      }
    }
    return map;
  }

  private static String unquote(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1).replace("\\\"", "\"") : text;
  }
}
