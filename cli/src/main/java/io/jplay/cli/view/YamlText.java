package io.jplay.cli.view;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Results in block YAML as PyYAML writes them for ansible's YAML outputs: keys sorted, lists not
/// indented, texts of several lines as literals.
final class YamlText {
  private static final Set<String> WORDS =
      Set.of("", "~", "null", "true", "false", "yes", "no", "on", "off", "=", "<<");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*|[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?|[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d\\d?-\\d\\d?([Tt \\t].*\\d:\\d\\d:\\d\\d.*)?");
  private static final Pattern NOT_PLAIN =
      Pattern.compile(
          "^[-?:](\\s|$)|^[,\\[\\]{}#&*!|>'\"%@`]|^---|^\\.\\.\\.|^\\s|\\s$|: |:$| #|\\t");

  private final int indent;
  private final boolean lossy;
  private final StringBuilder out = new StringBuilder();

  private YamlText(int indent, boolean lossy) {
    this.indent = indent;
    this.lossy = lossy;
  }

  /// The mapping's lines, each after `margin` blanks. `lossy` drops what would keep a text from
  /// being a literal (blanks at line ends, the last new line).
  static String of(Dict value, int indent, boolean lossy, int margin) {
    var writer = new YamlText(indent, lossy);
    writer.block(value, margin);
    return writer.out.toString();
  }

  private void block(Value value, int margin) {
    switch (value) {
      case Dict d ->
          d.entries().entrySet().stream()
              .sorted(Comparator.comparing((Map.Entry<Value, Value> e) -> key(e.getKey())))
              .forEach(e -> {
                out.repeat(' ', margin).append(scalar(e.getKey())).append(':');
                entry(e.getValue(), margin, margin + indent);
              });
      case Seq s ->
          s.items()
              .forEach(item -> {
                out.repeat(' ', margin).append('-');
                item(item, margin);
              });
      default -> out.repeat(' ', margin).append(scalar(value)).append('\n');
    }
  }

  private static String key(Value key) {
    return key instanceof Str s ? s.text() : Json.write(key, Json.Layout.LINE);
  }

  private void entry(Value value, int listMargin, int deeper) {
    if (value instanceof Dict d && !d.isEmpty()) {
      out.append('\n');
      block(value, deeper);
    } else if (value instanceof Seq s && s.size() > 0) {
      out.append('\n');
      block(value, listMargin);
    } else {
      leaf(value, deeper);
    }
  }

  /// An element: containers begin on the line of their dash.
  private void item(Value value, int margin) {
    boolean nested =
        (value instanceof Dict d && !d.isEmpty()) || (value instanceof Seq s && s.size() > 0);
    if (!nested) {
      leaf(value, margin + indent);
      return;
    }
    int start = out.length();
    block(value, margin + indent);
    // the blanks of the first line give way to those after the dash
    out.delete(start, start + margin + indent).insert(start, " ".repeat(indent - 1));
  }

  private void leaf(Value value, int margin) {
    String text = value instanceof Str s ? s.text() : "";
    if (text.indexOf('\n') < 0 || !isLiteral(text)) {
      out.append(' ').append(scalar(value)).append('\n');
      return;
    }
    String kept = lossy ? text.stripTrailing().replaceAll("[ \\t]+(?=\\n)", "") : text;
    if (kept.indexOf('\n') < 0 && lossy) {
      kept = text.stripTrailing();
    }
    String chomp = kept.endsWith("\n\n") ? "+" : kept.endsWith("\n") ? "" : "-";
    String explicit = kept.startsWith(" ") || kept.startsWith("\n") ? Integer.toString(indent) : "";
    out.append(" |").append(explicit).append(chomp).append('\n');
    for (String line : List.of(kept.split("\n", -1))) {
      if (!line.isEmpty()) {
        out.repeat(' ', margin).append(line);
      }
      out.append('\n');
    }
  }

  private boolean isLiteral(String text) {
    return lossy && text.chars().allMatch(c -> c >= 0x20 || c == '\n' || c == '\t');
  }

  private static String scalar(Value value) {
    return switch (value) {
      case Str s -> quoted(s.text());
      case Template t -> quoted(t.text());
      case Bool b -> Boolean.toString(b.value());
      case Null _ -> "null";
      case Int i -> i.bigValue().toString();
      case Real r -> Json.write(r, Json.Layout.LINE);
      case Dict _ -> "{}";
      case Seq _ -> "[]";
      default -> quoted(io.jplay.core.template.PythonText.str(value));
    };
  }

  private static String quoted(String text) {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Json.write(Str.of(text), new Json.Layout(0, false, false));
    }
    boolean plain =
        !WORDS.contains(text.toLowerCase(Locale.ROOT))
            && !NUMBER.matcher(text).matches()
            && !DATE.matcher(text).matches()
            && !NOT_PLAIN.matcher(text).find();
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }
}
