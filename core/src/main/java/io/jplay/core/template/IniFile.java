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
    String section = "";
    Optional<String> last = Optional.empty();
    int number = 0;
    for (String line : PythonStrings.lines(text, false)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      var head = SECTION.matcher(bare);
      boolean deeper = Character.isWhitespace(line.charAt(0));
      if (deeper && last.isPresent()) {
        current.computeIfPresent(
            last.get(), (k, before) -> Optional.of(before.orElse("") + "\n" + bare));
      } else if (head.matches()) {
        section = head.group(1);
        if (sections.containsKey(section) && !section.equals(DEFAULT)) {
          throw eval.error(
              "While reading from '<???>' [line %2d]: section %s already exists"
                  .formatted(number, PythonText.quote(section)));
        }
        current = sections.computeIfAbsent(section, k -> new LinkedHashMap<>());
        last = Optional.empty();
      } else if (sections.isEmpty()) {
        throw eval.error(
            "File contains no section headers.\nfile: '<???>', line: %d\n%s"
                .formatted(number, PythonText.quote(line + "\n")));
      } else {
        last = Optional.of(entry(line, number, new Place(section, current), eval));
      }
    }
  }

  /// A section by its name.
  private record Place(String name, Map<String, Optional<String>> entries) {}

  /// Adds one key; returns its name.
  private String entry(String line, int number, Place section, Evaluation eval) {
    String bare = line.strip();
    int cut = firstOf(bare);
    if (cut == 0 || cut < 0 && !format.allowNoValue) {
      throw eval.error(
          "Source contains parsing errors: '<???>'\n\t[line %2d]: %s"
              .formatted(number, PythonText.quote(line + "\n")));
    }
    String name = name(cut < 0 ? bare : bare.substring(0, cut));
    if (section.entries.containsKey(name)) {
      throw eval.lookupError(
          "Duplicate option in '%s': While reading from '<???>' [line %2d]: option %s in section %s already exists"
              .formatted(
                  format.fileName, number, PythonText.quote(name), PythonText.quote(section.name)));
    }
    section.entries.put(
        name, cut < 0 ? Optional.empty() : Optional.of(bare.substring(cut + 1).strip()));
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
    var raw = raw(name);
    if (!format.interpolation) {
      return raw;
    }
    var entries = new LinkedHashMap<String, Optional<String>>();
    raw.forEach((key, value) ->
        entries.put(key, value.map(v -> new Reference(key, name, raw, eval).resolved(v, 0))));
    return entries;
  }

  private Map<String, Optional<String>> raw(String name) {
    var raw = new LinkedHashMap<>(sections.getOrDefault(DEFAULT, Map.of()));
    raw.putAll(sections.getOrDefault(name, Map.of()));
    return raw;
  }

  /// The value of one key, as a section has it; the references of other keys do not matter.
  Optional<Optional<String>> value(String section, String key, Evaluation eval) {
    Map<String, Optional<String>> raw = raw(section);
    Optional<Optional<String>> found = Optional.ofNullable(raw.get(name(key)));
    if (!format.interpolation || found.isEmpty()) {
      return found;
    }
    var reference = new Reference(key, section, raw, eval);
    return Optional.of(found.get().map(value -> reference.resolved(value, 0)));
  }

  /// What the value of one key refers to.
  private final class Reference {
    private final String option;
    private final String section;
    private final Map<String, Optional<String>> entries;
    private final Evaluation eval;

    Reference(
        String option, String section, Map<String, Optional<String>> entries, Evaluation eval) {
      this.option = option;
      this.section = section;
      this.entries = entries;
      this.eval = eval;
    }

    String resolved(String value, int depth) {
      if (value.indexOf('%') < 0) {
        return value;
      }
      if (depth > MAX_DEPTH) {
        throw eval.error(
            "Recursion limit exceeded in value substitution: option %s in section %s contains an interpolation key"
                    .formatted(PythonText.quote(option), PythonText.quote(section))
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
          Optional<String> other = entries.getOrDefault(key, Optional.empty());
          replacement =
              other
                  .map(v -> resolved(v, depth + 1))
                  .orElseThrow(() ->
                      eval.error(
                          "Bad value substitution: option %s in section %s contains an interpolation key "
                                  .formatted(PythonText.quote(option), PythonText.quote(section))
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
}
