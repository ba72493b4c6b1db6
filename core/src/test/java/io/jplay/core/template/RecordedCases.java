package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One file of cases whose results were made by the real ansible: `vars`, perhaps `files`, and
/// `cases`. How a result is written, and how ansible's messages are compared with ours.
record RecordedCases(Dict all) {
  static RecordedCases read(String name) {
    try (var in = RecordedCases.class.getResourceAsStream(name)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new RecordedCases((Dict) Json.read(text, Tag.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Dict part(String name) {
    return (Dict) all.get(name).orElseThrow();
  }

  /// The cases but those whose note says why ours differs on purpose.
  Stream<Dict> cases() {
    return everyCase().filter(c -> !c.has("note"));
  }

  Stream<Dict> everyCase() {
    return ((Seq) all.get("cases").orElseThrow()).stream().map(Dict.class::cast);
  }

  /// The variables as a user would have written them: texts with braces are templates.
  Map<String, Value> variables() {
    return variables(part("vars"));
  }

  static Map<String, Value> variables(Dict raw) {
    var variables = new LinkedHashMap<String, Value>();
    raw.entries().forEach((k, v) -> variables.put(PythonText.str(k), MapScope.trusted(v)));
    return variables;
  }

  /// The same, which templates also see as `vars`.
  static MapScope scopeWithVars(Map<String, Value> variables) {
    var all = new LinkedHashMap<String, Value>(variables);
    all.put("vars", Dict.of(Map.copyOf(variables)));
    return new MapScope(all);
  }

  static Map<String, String> files(Dict raw) {
    var files = new LinkedHashMap<String, String>();
    raw.entries().forEach((k, v) -> files.put(PythonText.str(k), PythonText.str(v)));
    return files;
  }

  /// The value of an expression before the rules of whole templates; backslashes as in template
  /// files.
  static Value value(String expression, Templar templar, Scope scope) {
    var tree =
        new TemplateUnit.Tree(
            expression, new Stmt.Text(""), Map.of(), Optional.empty(), Syntax.FILE, false);
    var unit = new TemplateUnit(tree, SourceRange.NONE);
    var run = templar.engine().run(scope, unit);
    try {
      Expr parsed = TemplateParser.parseExpression(expression, false, false);
      return run.finishDeep(
          parsed.eval(Frame.root(run, new Rendering(unit, Output.Reading.DATA), true)));
    } catch (PythonError e) {
      throw run.failure(e);
    }
  }

  /// What a case wants: type and text, or that it fails.
  static String wanted(Dict test) {
    return test.has("err")
        ? "an error"
        : test.text("t").orElseThrow() + " " + test.text("v").orElse("");
  }

  /// A result in the notation of the cases.
  static String typed(Value value) {
    return value instanceof Omit
        ? "str '" + PythonText.OMIT_TEXT + "'"
        : PythonText.typeName(value) + " " + PythonText.repr(value);
  }

  /// Ansible's message without the copies of the original error that it appends.
  static String essence(String message) {
    for (int i = message.indexOf(". "); i >= 0; i = message.indexOf(". ", i + 1)) {
      String head = message.substring(0, i);
      String tail = message.substring(i + 2);
      if (!tail.isEmpty() && head.contains(tail)) {
        return essence(head);
      }
    }
    return message;
  }

  /// How many of ansible's messages are contained in ours.
  static final class Messages {
    private final List<String> missing = new ArrayList<>();
    private int all;

    void compare(String label, String wanted, String ours) {
      all++;
      if (!ours.contains(wanted)) {
        missing.add(label + "\n  " + wanted + "\n  ours: " + ours);
      }
    }

    void assertShare(double least) {
      double share = 100.0 * (all - missing.size()) / all;
      assertTrue(
          all > 0 && share >= least,
          () -> share + " % of " + all + "\n" + String.join("\n", missing));
    }
  }
}
