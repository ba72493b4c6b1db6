package io.jplay.cli.doc;

import io.jplay.core.template.PythonText;
import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The page of one role: its entry points, as its own file has them.
public record RolePage(String name, String collection, Path home, Dict entryPoints) {
  private static final String INDENT = " ".repeat(8);

  /// What a list shows of it, with `galaxy` where the role has that.
  public Dict summary(Optional<Dict> galaxy) {
    var summary =
        Dict.builder()
            .putAll(galaxy.orElse(Dict.EMPTY.with("description", Str.of("UNDOCUMENTED"))));
    if (!collection.isEmpty()) {
      summary.put("collection", collection);
    }
    return summary.put("entry_points", Dict.of(shortDescriptions())).build();
  }

  /// The names of the entry points and a line about each.
  public Map<String, Value> shortDescriptions() {
    var lines = new LinkedHashMap<String, Value>();
    points()
        .forEach(
            (point, said) -> lines.put(point, said.get("short_description").orElse(Str.of(""))));
    return lines;
  }

  /// This entry point alone.
  public RolePage only(String entryPoint) {
    Dict left =
        entryPoints
            .get(entryPoint)
            .map(said -> Dict.EMPTY.with(entryPoint, said))
            .orElse(Dict.EMPTY);
    return new RolePage(name, collection, home, left);
  }

  /// As `--json` shows a page.
  public Dict data() {
    return Dict.builder()
        .put("collection", collection.isEmpty() ? Null.NULL : Str.of(collection))
        .put("entry_points", Dict.of(points()))
        .put("path", home.toString())
        .build();
  }

  private Map<String, Dict> points() {
    var points = new LinkedHashMap<String, Dict>();
    entryPoints
        .entries()
        .forEach((key, said) ->
            points.put(PythonText.str(key), said instanceof Dict d ? d : Dict.EMPTY));
    return points;
  }

  /// As `ansible-doc` shows it.
  public String text() {
    var out = new StringBuilder("> ROLE " + name + " (" + home + ")\n");
    points()
        .forEach((point, said) -> {
          out.append("\nENTRY POINT ").append(point);
          said.get("short_description")
              .ifPresent(line -> out.append(": ").append(PythonText.str(line)));
          out.append('\n');
          List<String> paragraphs = texts(said.get("description"));
          out.append(paragraphs.isEmpty() ? "" : "\n");
          paragraphs.forEach(p -> out.append(p.indent(2)));
          if (said.get("options").orElse(Null.NULL) instanceof Dict options && !options.isEmpty()) {
            out.append("\nOPTIONS (= is mandatory):\n");
            options(options, "", out);
          }
          said.get("author").ifPresent(a -> out.append("\nAUTHOR: ").append(shown(a)).append('\n'));
          said.get("examples")
              .ifPresent(e -> out.append("\nEXAMPLES:\n\n").append(example(e)).append('\n'));
        });
    return out.toString();
  }

  private static void options(Dict options, String indent, StringBuilder out) {
    var sorted = new TreeMap<String, Value>();
    options.entries().forEach((key, option) -> sorted.put(PythonText.str(key), option));
    sorted.forEach((name, option) -> {
      Dict said = option instanceof Dict d ? d : Dict.EMPTY;
      out.append('\n').append(indent).append(said.flag("required") ? "= " : "- ").append(name);
      List<String> meaning = texts(said.get("description"));
      out.append(meaning.isEmpty() ? "" : "  " + meaning.getFirst()).append('\n');
      meaning.stream().skip(1).forEach(m -> line(m, indent, out));
      facts(said).forEach((key, value) -> line(key + ": " + shown(value), indent, out));
      if (said.get("options").orElse(Null.NULL) instanceof Dict inner && !inner.isEmpty()) {
        line("options:", indent, out);
        options(inner, indent + INDENT, out);
      }
    });
  }

  /// What else is said of an option, by name.
  private static Map<String, Value> facts(Dict option) {
    var facts = new TreeMap<String, Value>();
    option
        .entries()
        .forEach((key, value) -> {
          if (!List.of("description", "required", "options").contains(PythonText.str(key))) {
            facts.put(PythonText.str(key), value);
          }
        });
    return facts;
  }

  private static void line(String text, String indent, StringBuilder out) {
    out.append(text.indent(indent.length() + INDENT.length()));
  }

  /// One text, or a list of them.
  private static List<String> texts(Optional<Value> given) {
    return switch (given.orElse(Null.NULL)) {
      case Null _ -> List.of();
      case Seq s -> s.items().stream().map(v -> Markup.plain(PythonText.str(v))).toList();
      case Value v -> List.of(Markup.plain(PythonText.str(v)));
    };
  }

  private static String shown(Value value) {
    return switch (value) {
      case Str s -> Markup.plain(s.text());
      case Template t -> t.text();
      case Seq s when s.items().stream().allMatch(v -> v instanceof Str) ->
          s.items().stream().map(PythonText::str).collect(Collectors.joining(", "));
      case Seq _, Dict _ -> "\n" + YamlDumper.block(value).strip();
      case Value v -> YamlDumper.block(v).replaceFirst("\n\\.\\.\\.\n$", "").strip();
    };
  }

  private static String example(Value value) {
    return value instanceof Str || value instanceof Template
        ? PythonText.str(value).strip()
        : YamlDumper.block(value).strip();
  }
}
