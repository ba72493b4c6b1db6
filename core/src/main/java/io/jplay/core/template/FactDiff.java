package io.jplay.core.template;

import io.jplay.core.event.UnifiedDiff;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The filter `ansible.utils.fact_diff`: two values as texts, and their difference with all lines
/// around it. Its result is a list written as a text, which templates read back as a list.
final class FactDiff implements FilterFamily {
  private static final String NAME = "ansible.utils.fact_diff";
  private static final String NATIVE = "ansible.utils.native";
  private static final JsonText.Options LAYOUT =
      new JsonText.Options(Optional.of("    "), ",", ": ", true, true, false);

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    Call c = Call.of("fact_diff", input, args, eval, "after", "plugin", "common");
    if (!c.has(0)) {
      throw refused(c, "missing required arguments: after");
    }
    boolean showsCommon = common(c);
    List<Regex> skipped = skipped(c);
    List<String> before = lines(c, c.input(), skipped);
    List<String> after = lines(c, c.get(0), skipped);
    List<String> diff =
        UnifiedDiff.lines(before, after, "before", "after", before.size() + after.size());
    if (diff.isEmpty()) {
      return Str.of("[]");
    }
    var shown = new ArrayList<Value>();
    for (String line : PythonStrings.lines(String.join("", diff) + "\n", false)) {
      if (!showsCommon || line.isEmpty() || line.startsWith(" ") || line.startsWith("@@")) {
        shown.add(Str.of(line));
      }
    }
    return Str.of(PythonText.repr(Seq.of(shown)));
  }

  private static RuntimeException refused(Call c, String why) {
    return c.error("[" + PythonText.quote(why) + "]");
  }

  private static boolean common(Call c) {
    Value given = c.get(2, Bool.of(false));
    String text =
        switch (given) {
          case Bool b -> b.value() ? "yes" : "no";
          case Int i -> i.bigValue().toString();
          case Str s -> s.text().toLowerCase(Locale.ROOT);
          default -> "";
        };
    return switch (text) {
      case "yes", "y", "true", "t", "on", "1" -> true;
      case "no", "n", "false", "f", "off", "0" -> false;
      default ->
          throw refused(
              c,
              "argument 'common' is of type <class '%s'> and we were unable to convert to bool: %s"
                  .formatted(PythonText.typeName(given), notBoolean(given)));
    };
  }

  private static String notBoolean(Value given) {
    return given instanceof Str || given instanceof Int
        ? "The value '" + PythonText.str(given) + "' is not a valid boolean."
        : "<class '" + PythonText.typeName(given) + "'> cannot be converted to a bool";
  }

  /// What lines must not match to be compared, by the options of the plug-in that makes the
  /// difference, of which there is one.
  private static List<Regex> skipped(Call c) {
    Dict plugin = mapping(c, c.get(1, Dict.EMPTY), "plugin", "");
    only(c, plugin, Set.of("name", "vars"), "plugin.", "name, vars");
    Value name = plugin.get("name").orElse(Str.of(NATIVE));
    if (!name.equals(Str.of(NATIVE))) {
      String wanted = PythonText.repr(name);
      throw c.error("there is no plug-in " + wanted + " for differences, only " + NATIVE);
    }
    Dict vars = mapping(c, plugin.get("vars").orElse(Dict.EMPTY), "vars", " found in 'plugin'.");
    only(c, vars, Set.of("skip_lines"), "plugin.vars.", "skip_lines");
    var patterns = new ArrayList<Regex>();
    for (String pattern : new LookupOptions(vars, c.eval()).texts("skip_lines")) {
      try {
        patterns.add(Regex.compile(pattern, Regex.Flags.NONE));
      } catch (PythonError e) {
        throw c.error(
            "Error when using filter plugin 'fact_diff': The regex '%s', is not valid. The error was %s."
                .formatted(pattern, e.text()));
      }
    }
    return patterns;
  }

  private static Dict mapping(Call c, Value given, String name, String where) {
    return switch (c.eval().finishDeep(given)) {
      case Dict d -> d;
      case Value v ->
          throw refused(
              c,
              "argument '%s' is of type <class '%s'>%s and we were unable to convert to dict: %s"
                  .formatted(name, PythonText.typeName(v), where, notMapping(v)));
    };
  }

  private static String notMapping(Value given) {
    return given instanceof Str
        ? "dictionary requested, could not parse JSON or key=value"
        : "<class '" + PythonText.typeName(given) + "'> cannot be converted to a dict";
  }

  private static void only(Call c, Dict dict, Set<String> known, String path, String names) {
    for (Value key : dict.entries().keySet()) {
      if (!known.contains(PythonText.str(key))) {
        throw refused(
            c, path + PythonText.str(key) + ". Supported parameters include: " + names + ".");
      }
    }
  }

  private static List<String> lines(Call c, Value value, List<Regex> skipped) {
    return UnifiedDiff.closed(PythonStrings.lines(text(c, kept(c, value, skipped)), true));
  }

  private static Value kept(Call c, Value value, List<Regex> skipped) {
    if (skipped.isEmpty()) {
      return value;
    }
    Value parts =
        value instanceof Str s ? Seq.ofTexts(PythonStrings.lines(s.text(), false)) : value;
    var kept = new ArrayList<Value>();
    for (Value item : c.items(parts)) {
      String text = c.str(item);
      if (skipped.stream().noneMatch(pattern -> pattern.match(text))) {
        kept.add(Str.of(text));
      }
    }
    return Call.list(kept);
  }

  private static String text(Call c, Value value) {
    return switch (value) {
      case Null n -> "";
      case Str s -> s.text();
      case Dict d -> JsonText.dump(c.eval().finishDeep(d), LAYOUT) + "\n";
      case Seq s when s.kind() == Seq.Kind.LIST -> {
        var texts = new ArrayList<String>();
        c.items(s).forEach(item -> texts.add(c.str(item)));
        yield String.join("\n", texts) + "\n";
      }
      default ->
          throw c.error(
              "'%s' object has no attribute 'splitlines'".formatted(PythonText.typeName(value)));
    };
  }
}
