package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_filter_cases.py` made with the real ansible: every
/// filter and test gives the same typed value, or fails where ansible fails.
class FilterCasesTest {
  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return tests(RecordedCases.read("filter-cases.json"));
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfNewerCollections() {
    return tests(RecordedCases.read("newer-filter-cases.json"));
  }

  private static Stream<DynamicTest> tests(RecordedCases cases) {
    var variables = new LinkedHashMap<String, Value>();
    cases.part("vars").entries().forEach((k, v) -> variables.put(PythonText.str(k), v));
    var templar = new Templar(new FakeEnvironment(Map.of(), false), PluginRegistry.standard());
    var scope = new MapScope(variables);
    return cases
        .cases()
        .map(c ->
            DynamicTest.dynamicTest(c.text("expr").orElseThrow(), () -> check(templar, scope, c)));
  }

  private static void check(Templar templar, MapScope scope, Dict test) {
    String got;
    try {
      Value value = RecordedCases.value(test.text("expr").orElseThrow(), templar, scope);
      got = value instanceof Undefined ? "an error" : RecordedCases.typed(value);
    } catch (JplayException | PythonError | SyntaxError e) {
      got = test.has("err") ? "an error" : String.valueOf(e.getMessage());
    }
    assertEquals(RecordedCases.wanted(test), got, () -> test.text("err").orElse(""));
  }
}
