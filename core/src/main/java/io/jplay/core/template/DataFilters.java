package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.JsonMistake;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Values to and from JSON and YAML texts.
final class DataFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "to_json",
          "to_nice_json",
          "tojson",
          "from_json",
          "to_yaml",
          "to_nice_yaml",
          "from_yaml",
          "from_yaml_all");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "to_json" -> json(Call.open(name, input, args, eval).named(), false);
      case "to_nice_json" ->
          json(Call.open(name, input, args, eval, "indent", "sort_keys").named(), true);
      case "tojson" -> htmlSafe(Call.of("do_tojson", input, args, eval, "indent"));
      case "from_json" -> fromJson(Call.open(name, input, args, eval).named().allowing("strict"));
      case "to_yaml" ->
          yaml(Call.open(name, input, args, eval), Optional.empty(), YamlDumper.Flow.LEAVES);
      case "to_nice_yaml" ->
          yaml(Call.open(name, input, args, eval, "indent"), Optional.of(4), YamlDumper.Flow.NEVER);
      case "from_yaml" -> fromYaml(Call.of(name, input, args, eval), false);
      case "from_yaml_all" -> fromYaml(Call.of(name, input, args, eval), true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Value named(Call c, String name, Value otherwise) {
    Value value = c.args().named().get(name);
    return value == null ? otherwise : value;
  }

  private static boolean flag(Call c, String name, boolean otherwise) {
    Value value = c.args().named().get(name);
    return value == null ? otherwise : PythonOps.truth(value);
  }

  private static final Set<String> JSON_OPTIONS =
      Set.of(
          "allow_nan",
          "check_circular",
          "cls",
          "default",
          "ensure_ascii",
          "indent",
          "preprocess_unsafe",
          "separators",
          "skipkeys",
          "sort_keys",
          "vault_to_text");

  private static Value json(Call c, boolean nice) {
    Value indent = nice ? c.get(0, Int.of(4)) : named(c, "indent", Null.NULL);
    Optional<String> by = indentation(c, indent);
    String item = by.isPresent() || nice ? "," : ", ";
    for (String option : c.args().named().keySet()) {
      if (!JSON_OPTIONS.contains(option)) {
        throw PythonError.type(
            "JSONEncoder.__init__() got an unexpected keyword argument '" + option + "'");
      }
    }
    String key = ": ";
    if (named(c, "separators", Null.NULL) instanceof Seq s && s.size() == 2) {
      item = PythonText.str(s.at(0));
      key = PythonText.str(s.at(1));
    }
    boolean sort = nice ? c.flag(1, true) : flag(c, "sort_keys", false);
    var options =
        new JsonText.Options(
            by, item, key, sort, flag(c, "ensure_ascii", true), flag(c, "skipkeys", false));
    return Call.str(JsonText.dump(c.eval().finishDeep(c.input()), options));
  }

  /// What each level of a layout begins with: a text, or a number of blanks; empty for one line.
  /// Nobody looks at it for a text, which has no levels.
  private static Optional<String> indentation(Call c, Value indent) {
    return switch (indent) {
      case Value v when c.input() instanceof Str && !PythonNumbers.isInteger(v) -> Optional.empty();
      case Null n -> Optional.empty();
      case Str s -> Optional.of(s.text());
      default -> {
        long width = Math.max(0, PythonNumbers.index(indent));
        Limits.checkSize(BigInteger.valueOf(width));
        yield Optional.of(" ".repeat((int) width));
      }
    };
  }

  /// jinja2's own: sorted, and safe inside HTML.
  private static Value htmlSafe(Call c) {
    Optional<String> by = indentation(c, c.get(0));
    var options = new JsonText.Options(by, by.isPresent() ? "," : ", ", ": ", true, true, false);
    String text = JsonText.dump(c.eval().finishDeep(c.input()), options);
    return Call.str(
        text.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }

  private static Value fromJson(Call c) {
    if (!(c.input() instanceof Str s)) {
      throw PythonError.type(
          "the JSON object must be str, bytes or bytearray, not " + PythonText.typeName(c.input()));
    }
    try {
      return Json.read(s.text(), s.tag());
    } catch (IOException e) {
      throw PythonError.value(JsonMistake.describe(s.text()));
    }
  }

  private static final Set<String> YAML_OPTIONS =
      Set.of(
          "allow_unicode",
          "canonical",
          "default_flow_style",
          "default_style",
          "encoding",
          "explicit_end",
          "explicit_start",
          "indent",
          "line_break",
          "sort_keys",
          "tags",
          "version",
          "width");

  private static int number(Call c, Value value, int otherwise) {
    return switch (value) {
      case Int i -> Math.clamp(i.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case Bool b -> b.value() ? 1 : 0;
      case Real r -> (int) r.value();
      case Null n -> otherwise;
      default -> throw c.error(c.name() + " - an integer is required");
    };
  }

  /// Something undefined in the input is an error of the filter.
  private static Value dumped(Call c, YamlDumper.Options options) {
    try {
      return Call.str(YamlDumper.dump(c.eval().finishDeep(c.input()), options));
    } catch (PythonError e) {
      throw e.kind() == PythonError.Kind.UNDEFINED ? c.error(c.name() + " - " + e.text()) : e;
    }
  }

  private static Value yaml(Call c, Optional<Integer> nice, YamlDumper.Flow otherwise) {
    Value asked = nice.isPresent() ? c.get(0, Int.of(nice.get())) : named(c, "indent", Null.NULL);
    for (String option : c.args().named().keySet()) {
      if (!YAML_OPTIONS.contains(option)) {
        throw c.error(
            "%s - dump_all() got an unexpected keyword argument '%s'".formatted(c.name(), option));
      }
    }
    int indent = number(c, asked, 0);
    int width = number(c, named(c, "width", Null.NULL), 80);
    int best = indent > 1 && indent < 10 ? indent : 2;
    Value flow = named(c, "default_flow_style", Str.EMPTY);
    String style = named(c, "default_style", Null.NULL) instanceof Str s ? s.text() : "";
    String lineBreak = named(c, "line_break", Null.NULL) instanceof Str s ? s.text() : "\n";
    var options =
        new YamlDumper.Options(
            best,
            width < 0 ? Integer.MAX_VALUE : width > best * 2 ? width : 80,
            flag(c, "allow_unicode", true),
            flag(c, "sort_keys", true),
            switch (flow) {
              case Str s -> otherwise;
              case Null n -> YamlDumper.Flow.LEAVES;
              default -> PythonOps.truth(flow) ? YamlDumper.Flow.ALWAYS : YamlDumper.Flow.NEVER;
            },
            style.isEmpty() ? 0 : style.charAt(0),
            false,
            flag(c, "canonical", false),
            lineBreak,
            flag(c, "explicit_start", false),
            flag(c, "explicit_end", false));
    return dumped(c, options);
  }

  private static Value fromYaml(Call c, boolean all) {
    if (!(c.input() instanceof Str s)) {
      return c.input();
    }
    List<Value> documents = YamlText.read(s.text(), s.tag());
    if (all) {
      return Call.list(new ArrayList<>(documents));
    }
    return documents.isEmpty() ? Null.NULL : documents.getFirst();
  }
}
