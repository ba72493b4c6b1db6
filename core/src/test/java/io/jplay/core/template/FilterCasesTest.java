package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
            .map(
                c ->
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

  /// The expression inside a list, so that the value is seen as it is and not as a whole template.
  private static String result(Templar templar, MapScope scope, String expression) {
    try {
      Value list =
          templar.render(Template.ofTrusted("{{ [" + expression + "] }}", Tag.NONE), scope);
      Value value = ((Seq) list).at(0);
      return value instanceof Undefined
          ? "an error"
          : PythonText.typeName(value) + " " + PythonText.repr(value);
    } catch (JplayException | PythonError e) {
      return "an error";
    }
  }
}
