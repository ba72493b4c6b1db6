package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_filter_cases.py` made with the real ansible: every
/// filter and test gives the same typed value, or fails where ansible fails.
class FilterCasesTest {
  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() throws IOException {
    Dict all;
    try (var in = FilterCasesTest.class.getResourceAsStream("filter-cases.json")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      all = (Dict) Json.read(text, Tag.NONE);
    }
    var variables = new LinkedHashMap<String, Value>();
    ((Dict) all.get("vars").orElseThrow())
        .entries()
        .forEach((k, v) -> variables.put(PythonText.str(k), v));
    var templar = new Templar(new FakeEnvironment(Map.of(), false), PluginRegistry.standard());
    var scope = new MapScope(variables);
    return ((Seq) all.get("cases").orElseThrow())
        .items().stream()
            .map(Dict.class::cast)
            // a note says why ours differs on purpose
            .filter(c -> !c.has("note"))
            .map(c ->
                DynamicTest.dynamicTest(
                    c.text("expr").orElseThrow(), () -> check(templar, scope, c)));
  }

  private static void check(Templar templar, MapScope scope, Dict test) {
    String expression = test.text("expr").orElseThrow();
    String wanted =
        test.has("err")
            ? "an error"
            : test.text("t").orElseThrow() + " " + test.text("v").orElseThrow();
    assertEquals(wanted, result(templar, scope, expression), () -> test.text("err").orElse(""));
  }

  /// The value before the rules of whole templates; backslashes as in template files.
  private static String result(Templar templar, MapScope scope, String expression) {
    try {
      Expr parsed = TemplateParser.parseExpression(expression, false, false);
      var tree = new TemplateUnit.Tree(expression, new Stmt.Text(""), Map.of(), Optional.empty());
      var unit = new TemplateUnit(tree, SourceRange.NONE);
      var run = new TemplateRun(templar, scope, unit);
      Value value = run.finishDeep(parsed.eval(Frame.root(run, new Rendering(unit), true)));
      return value instanceof Undefined
          ? "an error"
          : PythonText.typeName(value) + " " + PythonText.repr(value);
    } catch (JplayException | PythonError | SyntaxError e) {
      return "an error";
    }
  }
}
