package io.jplay.cli.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Values as TOML, laid out as Python's tomli-w does: plain keys of a table first, then its tables;
/// lists of tables that do not fit on a line become tables of their own.
public final class TomlText {
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int LINE = 100;
  private static final int INDENT = 4;

  private final StringBuilder out = new StringBuilder();

  private TomlText() {}

  /// The document; JP1313-like errors of ansible for what TOML cannot hold.
  public static String of(Dict document) {
    var writer = new TomlText();
    writer.table(document, "", false);
    return writer.out.toString();
  }

  /// A table that follows the plain keys of the one around it.
  private record Below(String key, Dict table, boolean inList) {}

  private void table(Dict table, String name, boolean inList) {
    var plain = new ArrayList<Map.Entry<String, Value>>();
    var below = new ArrayList<Below>();
    for (Map.Entry<Value, Value> entry : table.entries().entrySet()) {
      String key = key(entry.getKey());
      Value value = forced(entry.getValue());
      if (value instanceof Dict d) {
        below.add(new Below(key, d, false));
      } else if (value instanceof Seq s && isListOfTables(s) && !fits(s)) {
        s.items().forEach(item -> below.add(new Below(key, (Dict) forced(item), true)));
      } else {
        plain.add(Map.entry(key, value));
      }
    }
    boolean begun = inList || (!name.isEmpty() && (!plain.isEmpty() || below.isEmpty()));
    if (begun) {
      out.append(inList ? "[[" + name + "]]\n" : "[" + name + "]\n");
    }
    for (Map.Entry<String, Value> entry : plain) {
      out.append(entry.getKey()).append(" = ").append(inline(entry.getValue(), 0)).append('\n');
      begun = true;
    }
    for (Below next : below) {
      if (begun) {
        out.append('\n');
      }
      begun = true;
      String path = name.isEmpty() ? next.key() : name + "." + next.key();
      table(next.table(), path, next.inList());
    }
  }

  private static Value forced(Value value) {
    return value instanceof Deferred d ? forced(d.force()) : value;
  }

  private static boolean isListOfTables(Seq list) {
    return list.size() > 0 && list.items().stream().allMatch(v -> forced(v) instanceof Dict);
  }

  private static boolean fits(Seq tables) {
    return tables.items().stream()
        .map(t -> inline(forced(t), 0))
        .allMatch(text -> text.length() + INDENT + 1 <= LINE && text.indexOf('\n') < 0);
  }

  private static String inline(Value value, int depth) {
    return switch (value) {
      case Str s -> quoted(s.text());
      case Template t -> quoted(t.text());
      case Vaulted v -> quoted(v.ciphertext());
      case Bool b -> b.value() ? "true" : "false";
      case Int i -> i.bigValue().toString();
      case Real r -> PythonText.str(r);
      case Foreign f -> f.text();
      case Seq s -> list(s.items(), depth);
      case Dict d ->
          d.isEmpty()
              ? "{}"
              : d.entries().entrySet().stream()
                  .map(e -> key(e.getKey()) + " = " + inline(forced(e.getValue()), 0))
                  .collect(Collectors.joining(", ", "{ ", " }"));
      default ->
          throw problem(
              "The source inventory contains a value that cannot be represented in TOML: "
                  + PythonText.repr(value));
    };
  }

  private static String list(List<Value> items, int depth) {
    if (items.isEmpty()) {
      return "[]";
    }
    String margin = " ".repeat(INDENT * (depth + 1));
    return items.stream()
        .map(item -> margin + inline(forced(item), depth + 1))
        .collect(Collectors.joining(",\n", "[\n", ",\n" + " ".repeat(INDENT * depth) + "]"));
  }

  private static String key(Value key) {
    if (!(key instanceof Str s)) {
      throw problem(
          "The source inventory contains a non-string key ("
              + PythonText.str(key)
              + ") which cannot be represented in TOML. The specified key will need to be converted"
              + " to a string. Be aware that if your playbooks expect this key to be non-string,"
              + " your playbooks will need to be modified to support this change.");
    }
    return BARE_KEY.matcher(s.text()).matches() ? s.text() : quoted(s.text());
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if ((c < ' ' && c != '\t') || c == 0x7f) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        Diagnostic.error("JP1834", "value has no form in TOML", SourceRange.NONE)
            .withDetail(detail));
  }
}
