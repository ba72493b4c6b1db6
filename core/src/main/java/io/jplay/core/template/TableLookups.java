package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `csvfile` and `ini`: single values out of files.
final class TableLookups {
  private static final Set<String> CSV_OPTIONS =
      Set.of("col", "default", "delimiter", "file", "encoding", "keycol");

  private TableLookups() {}

  /// An option given in the term (`key file=x col=2`), else as keyword.
  private static String option(
      Map<String, String> own, LookupOptions o, String name, String otherwise) {
    String value = own.get(name);
    return value != null ? value : o.text(name, otherwise);
  }

  static Seq csv(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Map<String, String> own = UrlLookup.words(term);
      String key =
          PythonStrings.words(term, -1).stream()
              .filter(w -> w.indexOf('=') < 0)
              .findFirst()
              .orElseThrow(() -> o.eval().error("Search key is required but was not found"));
      if (own.isEmpty()) {
        key = term;
      }
      own.keySet().stream()
          .filter(name -> !CSV_OPTIONS.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw o.eval().error(name + " is not a valid option");
          });
      String delimiter = option(own, o, "delimiter", "TAB");
      char separator =
          delimiter.equals("TAB") || delimiter.equals("\\t") ? '\t' : delimiter.charAt(0);
      Path file =
          FileLookups.find("csvfile", "files", option(own, o, "file", "ansible.csv"), o.eval());
      int column = number(option(own, o, "col", "1"), o);
      int keyColumn = number(option(own, o, "keycol", "0"), o);
      String otherwise = option(own, o, "default", "");
      String found = null;
      for (List<String> row : Csv.rows(FileLookups.read(file, o.eval()), separator)) {
        if (keyColumn < row.size() && row.get(keyColumn).equals(key)) {
          if (column >= row.size()) {
            throw o.eval().error("csvfile: list index out of range");
          }
          found = row.get(column);
          break;
        }
      }
      if (found != null) {
        out.add(new Str(found, Tag.REMOTE));
      } else if (o.options().has("default") || own.containsKey("default")) {
        out.add(new Str(otherwise, Tag.REMOTE));
      }
    }
    return Call.list(out);
  }

  private static int number(String text, LookupOptions o) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw o.eval()
          .error("csvfile: invalid literal for int() with base 10: " + PythonText.quote(text));
    }
  }

  static Seq ini(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Map<String, String> own = UrlLookup.words(term);
      String key =
          own.isEmpty() ? term : PythonStrings.words(term, -1).stream().findFirst().orElse("");
      boolean properties = option(own, o, "type", "ini").equals("properties");
      Path file = FileLookups.find("ini", "files", option(own, o, "file", "ansible.ini"), o.eval());
      boolean sensitive =
          Boolean.parseBoolean(option(own, o, "case_sensitive", "false").toLowerCase(Locale.ROOT));
      String section = properties ? "java_properties" : option(own, o, "section", "global");
      var sections =
          sections(
              (properties ? "[java_properties]\n" : "") + FileLookups.read(file, o.eval()),
              sensitive,
              o.flag("allow_no_value", o.flag("allow_none", false)),
              o.eval());
      if (!sections.containsKey(section)) {
        throw o.eval()
            .error(
                "No section '%s' in %s".formatted(section, option(own, o, "file", "ansible.ini")));
      }
      var entries = sections.getOrDefault(section, Map.of());
      if (o.flag("re", false) || own.getOrDefault("re", "").equalsIgnoreCase("true")) {
        var regex = Regex.compile(key, new Regex.Flags(true, false, false));
        entries.forEach((k, v) -> {
          if (regex.match(k)) {
            v.ifPresent(text -> out.add(new Str(text, Tag.REMOTE)));
          }
        });
        continue;
      }
      String wanted = sensitive ? key : key.toLowerCase(Locale.ROOT);
      entries
          .getOrDefault(wanted, Optional.of(option(own, o, "default", "")))
          .ifPresent(text -> out.add(new Str(text, Tag.REMOTE)));
    }
    return Call.list(out);
  }

  private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");

  /// As Python's ConfigParser: `=` or `:`, comments with `#` and `;`, deeper lines go on; `%%` is a
  /// percent sign. Keys without a value are there only when they are allowed.
  private static Map<String, Map<String, Optional<String>>> sections(
      String text, boolean sensitive, boolean noValue, Evaluation eval) {
    var all = new LinkedHashMap<String, Map<String, Optional<String>>>();
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
        current = all.computeIfAbsent(section.group(1), k -> new LinkedHashMap<>());
        last = Optional.empty();
      } else {
        int cut = firstOf(bare);
        if (cut < 0 && !noValue) {
          throw eval.error(
              "Source contains parsing errors: '<???>'\n\t[line %2d]: %s"
                  .formatted(number, PythonText.quote(line + "\n")));
        }
        String key = (cut < 0 ? bare : bare.substring(0, cut)).strip();
        String name = sensitive ? key : key.toLowerCase(Locale.ROOT);
        current.put(
            name,
            cut < 0
                ? Optional.empty()
                : Optional.of(bare.substring(cut + 1).strip().replace("%%", "%")));
        last = Optional.of(name);
      }
    }
    return all;
  }

  private static int firstOf(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }
}
