package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/// `regex_replace` and relatives, with Python's expressions.
final class RegexFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of("regex_replace", "regex_search", "regex_findall", "regex_escape");
  private final Regex.PatternCache patterns = new Regex.PatternCache();

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "regex_replace" ->
          replace(
              Call.of(
                  name,
                  input,
                  args,
                  eval,
                  "pattern",
                  "replacement",
                  "ignorecase",
                  "multiline",
                  "count",
                  "mandatory_count"));
      case "regex_search" -> search(Call.open(name, input, args, eval, "regex"));
      case "regex_findall" ->
          findAll(Call.of(name, input, args, eval, "regex", "multiline", "ignorecase"));
      case "regex_escape" -> escape(Call.of(name, input, args, eval, "re_type"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Value replace(Call c) {
    var regex =
        patterns.compile(pattern(c), new Regex.Flags(c.flag(2, false), c.flag(3, false), false));
    if (!(PythonOps.require(c.get(1, Str.EMPTY)) instanceof Str)) {
      throw PythonError.type(
          "decoding to str: need a bytes-like object, %s found"
              .formatted(PythonText.typeName(c.get(1))));
    }
    var result = regex.replace(c.inputText(), c.text(1, ""), (int) c.integer(4, 0));
    long mandatory = c.integer(5, 0);
    if (mandatory > 0 && mandatory != result.count()) {
      throw c.error(
          "'%s' should match %d times, but matches %d times in '%s'"
              .formatted(c.text(0, ""), mandatory, result.count(), c.inputText()));
    }
    return Call.str(result.text());
  }

  /// The regular expression, which is the first argument.
  private static String pattern(Call c) {
    Value pattern = c.name().equals("regex_replace") ? c.get(0, Str.EMPTY) : c.require(0);
    if (PythonOps.hashable(pattern) instanceof Str s) {
      return s.text();
    }
    throw PythonError.type("first argument must be string or compiled pattern");
  }

  private static boolean named(Call c, String flag) {
    Value value = c.args().named().get(flag);
    return value != null && PythonOps.truth(value);
  }

  private Value search(Call c) {
    var regex =
        patterns.compile(
            pattern(c), new Regex.Flags(named(c, "ignorecase"), named(c, "multiline"), false));
    List<String> names =
        c.args().positional().stream().skip(1).map(v -> groupName(c, PythonText.str(v))).toList();
    String text = c.inputText();
    return regex.on(
        text,
        m -> {
          if (!m.find()) {
            return Null.NULL;
          }
          if (names.isEmpty()) {
            return Call.str(m.group());
          }
          var out = new ArrayList<Value>();
          for (String name : names) {
            int group = group(regex, name);
            out.add(m.start(group) < 0 ? Null.NULL : Call.str(Regex.groupText(text, m, group)));
          }
          return Call.list(out);
        });
  }

  /// `\1` or `\g<name>`.
  private static String groupName(Call c, String argument) {
    String name =
        argument.startsWith("\\g<") && argument.endsWith(">")
            ? argument.substring(3, argument.length() - 1)
            : argument.matches("\\\\[0-9]+") ? argument.substring(1) : "";
    if (name.isEmpty()) {
      throw c.error("Unknown argument");
    }
    return name;
  }

  private static int group(Regex regex, String name) {
    if (name.length() < 6 && name.chars().allMatch(Character::isDigit)) {
      int number = Integer.parseInt(name);
      if (number <= regex.groups()) {
        return number;
      }
      throw new PythonError(PythonError.Kind.INDEX, "no such group");
    }
    return regex
        .group(name)
        .orElseThrow(() -> new PythonError(PythonError.Kind.INDEX, "no such group"));
  }

  private Value findAll(Call c) {
    var regex =
        patterns.compile(pattern(c), new Regex.Flags(c.flag(2, false), c.flag(1, false), false));
    String text = c.inputText();
    return regex.on(
        text,
        m -> {
          var out = new ArrayList<Value>();
          while (Regex.next(text, m)) {
            out.add(found(text, m));
          }
          return Call.list(out);
        });
  }

  private static Value found(String text, Matcher m) {
    if (m.groupCount() == 0) {
      return Call.str(Regex.groupText(text, m, 0));
    }
    List<Value> groups = new ArrayList<>();
    for (int i = 1; i <= m.groupCount(); i++) {
      groups.add(Call.str(Regex.groupText(text, m, i)));
    }
    return groups.size() == 1 ? groups.getFirst() : new Seq(groups, Seq.Kind.TUPLE, Tag.NONE);
  }

  private static Value escape(Call c) {
    String type = c.text(0, "python");
    String special =
        switch (type) {
          case "python" -> "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";
          case "posix_basic" -> "[].*^$\\";
          case "posix_extended" -> throw c.error("Regex type (posix_extended) not yet implemented");
          default -> throw c.error("Invalid regex type (" + type + ")");
        };
    var out = new StringBuilder();
    for (char ch : c.inputText().toCharArray()) {
      if (special.indexOf(ch) >= 0) {
        out.append('\\');
      }
      out.append(ch);
    }
    return Str.of(out.toString());
  }
}
