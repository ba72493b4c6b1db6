package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A fact file as Python's configparser reads it: sections, `key = value` or `key: value`, keys in
/// lower case, continuation lines indented, values of `[DEFAULT]` in every section, `%(key)s` for
/// another value.
final class IniFact {
  private static final String DEFAULT = "DEFAULT";

  /// Values that refer to each other are followed so far.
  private static final int DEPTH = 10;

  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  /// A text that is no INI file; with `value` it is one, but a value of it is wrong.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean value;

    Malformed(String message, boolean value) {
      super(message, null, false, false);
      this.value = value;
    }

    boolean isOfValue() {
      return value;
    }
  }

  private IniFact() {}

  static Dict parse(String text) throws Malformed {
    var file = new IniFact();
    file.read(text);
    return file.facts();
  }

  private void read(String text) throws Malformed {
    Map<String, String> current = null;
    String key = "";
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (current != null && Character.isWhitespace(line.charAt(0)) && current.containsKey(key)) {
        current.merge(key, bare, (a, b) -> a + "\n" + b);
        continue;
      }
      if (bare.startsWith("[") && bare.endsWith("]")) {
        current = section(bare.substring(1, bare.length() - 1));
        key = "";
        continue;
      }
      int at = separator(bare);
      if (current == null || at < 0) {
        throw new Malformed("no section or no value: " + bare, false);
      }
      key = bare.substring(0, at).strip().toLowerCase(Locale.ROOT);
      if (current.put(key, bare.substring(at + 1).strip()) != null) {
        throw new Malformed("twice: " + key, false);
      }
    }
  }

  private Map<String, String> section(String name) throws Malformed {
    var section = new LinkedHashMap<String, String>();
    if (sections.put(name, section) != null && !name.equals(DEFAULT)) {
      throw new Malformed("twice: " + name, false);
    }
    return section;
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  private Dict facts() throws Malformed {
    Map<String, String> defaults = sections.getOrDefault(DEFAULT, Map.of());
    var all = Dict.builder();
    for (var section : sections.entrySet()) {
      if (section.getKey().equals(DEFAULT)) {
        continue;
      }
      var values = new LinkedHashMap<>(section.getValue());
      defaults.forEach(values::putIfAbsent);
      var facts = Dict.builder();
      for (var entry : values.entrySet()) {
        facts.put(entry.getKey(), Str.of(filled(entry.getValue(), entry.getKey(), values, 0)));
      }
      all.put(section.getKey(), facts.build());
    }
    return all.build();
  }

  private static String filled(String value, String key, Map<String, String> values, int depth)
      throws Malformed {
    if (depth > DEPTH) {
      throw new Malformed("Recursion limit exceeded in value substitution: " + key, true);
    }
    var out = new StringBuilder();
    int i = 0;
    while (i < value.length()) {
      int at = value.indexOf('%', i);
      if (at < 0) {
        return out.append(value.substring(i)).toString();
      }
      out.append(value, i, at);
      String rest = value.substring(at);
      int end = rest.indexOf(")s");
      if (rest.startsWith("%%")) {
        out.append('%');
        i = at + 2;
      } else if (rest.startsWith("%(") && end > 0) {
        String name = rest.substring(2, end).toLowerCase(Locale.ROOT);
        if (!values.containsKey(name)) {
          throw new Malformed(
              ("Bad value substitution: option '%s' contains an interpolation key '%s' which is"
                      + " not a valid option name. Raw value: '%s'")
                  .formatted(key, name, value),
              true);
        }
        out.append(filled(values.get(name), name, values, depth + 1));
        i = at + end + 2;
      } else {
        throw new Malformed(
            "'%%' must be followed by '%%' or '(', found: '%s'".formatted(rest), true);
      }
    }
    return out.toString();
  }
}
