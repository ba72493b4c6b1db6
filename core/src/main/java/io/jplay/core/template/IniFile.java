package io.jplay.core.template;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text read as Python's ConfigParser reads it: `=` or `:`, comments with `#` and `;`, deeper
/// lines go on, `[DEFAULT]` stands behind every section. Keys without a value are there only when
/// they are allowed; a key that comes twice is a mistake.
final class IniFile {
  private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
  private static final Pattern REFERENCE = Pattern.compile("%(?:%|\\(([^)]+)\\)s|)");
  private static final int MAX_DEPTH = 10;
  private static final String DEFAULT = "DEFAULT";

  private final Map<String, Map<String, Optional<String>>> sections = new LinkedHashMap<>();
  private final Format format;

  /// How to read: whether keys differ by case, whether one may have no value, whether `%(name)s`
  /// stands for another key's value, and the name for messages.
  record Format(
      boolean caseSensitive, boolean allowNoValue, boolean interpolation, String fileName) {}

  private IniFile(Format format) {
    this.format = format;
  }

  static IniFile parse(String text, Format format, Evaluation eval) {
    var file = new IniFile(format);
    file.read(text, eval);
    return file;
  }

  private void read(String text, Evaluation eval) {
    Map<String, Optional<String>> current = new LinkedHashMap<>();
    Optional<String> last = Optional.empty();
    int number = 0;
    for (String line : PythonStrings.lines(text, false)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      var section = SECTION.matcher(bare);
      boolean deeper = Character.isWhitespace(line.charAt(0));
      if (deeper && last.isPresent()) {
        current.computeIfPresent(
            last.get(), (k, before) -> Optional.of(before.orElse("") + "\n" + bare));
      } else if (section.matches()) {
        current = sections.computeIfAbsent(section.group(1), k -> new LinkedHashMap<>());
        last = Optional.empty();
      } else {
        last = Optional.of(entry(line, number, current, eval));
      }
    }
  }

  /// Adds one key; returns its name.
  private String entry(
      String line, int number, Map<String, Optional<String>> section, Evaluation eval) {
    String bare = line.strip();
    int cut = firstOf(bare);
    if (cut < 0 && !format.allowNoValue) {
      throw eval.error(
          "Source contains parsing errors: '<???>'\n\t[line %2d]: %s"
              .formatted(number, PythonText.quote(line + "\n")));
    }
    String name = name(cut < 0 ? bare : bare.substring(0, cut));
    if (section.containsKey(name)) {
      throw eval.error(
          "Duplicate option in '%s': option %s already exists [line %2d]"
              .formatted(format.fileName, PythonText.quote(name), number));
    }
    section.put(name, cut < 0 ? Optional.empty() : Optional.of(bare.substring(cut + 1).strip()));
    return name;
  }

  private static int firstOf(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  private String name(String key) {
    String bare = key.strip();
    return format.caseSensitive ? bare : bare.toLowerCase(Locale.ROOT);
  }

  boolean hasSection(String name) {
    return sections.containsKey(name);
  }

  /// The entries of a section over the defaults, with references resolved; a key without a value is
  /// empty.
  Map<String, Optional<String>> section(String name, Evaluation eval) {
    var raw = new LinkedHashMap<>(sections.getOrDefault(DEFAULT, Map.of()));
    raw.putAll(sections.getOrDefault(name, Map.of()));
    if (!format.interpolation) {
      return raw;
    }
    var entries = new LinkedHashMap<String, Optional<String>>();
    raw.forEach((key, value) -> entries.put(key, value.map(v -> resolved(v, raw, 0, eval))));
    return entries;
  }

  /// The value of one key, as a section has it.
  Optional<Optional<String>> value(String section, String key, Evaluation eval) {
    return Optional.ofNullable(section(section, eval).get(name(key)));
  }

  private String resolved(
      String value, Map<String, Optional<String>> section, int depth, Evaluation eval) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    if (depth > MAX_DEPTH) {
      throw eval.error(
          "Recursion limit exceeded in value substitution: option contains an interpolation key"
              + " which cannot be substituted in "
              + MAX_DEPTH
              + " steps. Raw value: "
              + PythonText.quote(value));
    }
    Matcher m = REFERENCE.matcher(value);
    var out = new StringBuilder();
    while (m.find()) {
      String replacement;
      if (m.group(1) != null) {
        String key = name(m.group(1));
        Optional<String> other = section.getOrDefault(key, Optional.empty());
        replacement =
            other
                .map(v -> resolved(v, section, depth + 1, eval))
                .orElseThrow(() ->
                    eval.error(
                        "Bad value substitution: option contains an interpolation key "
                            + PythonText.quote(key)
                            + " which is not a valid option name. Raw value: "
                            + PythonText.quote(value)));
      } else if (m.group().equals("%%")) {
        replacement = "%";
      } else {
        throw eval.error(
            "'%' must be followed by '%' or '(', found: "
                + PythonText.quote(value.substring(m.start())));
      }
      m.appendReplacement(out, Matcher.quoteReplacement(replacement));
    }
    return m.appendTail(out).toString();
  }
}
