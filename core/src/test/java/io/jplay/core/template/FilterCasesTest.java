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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_filter_cases.py` made with the real ansible: every
/// filter and test gives the same typed value, or fails where ansible fails.
class FilterCasesTest {
  private static final Templar TEMPLAR =
      new Templar(new FakeEnvironment(Map.of(), false), PluginRegistry.standard());

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return tests(RecordedCases.read("filter-cases.json"));
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfNewerCollections() {
    return tests(RecordedCases.read("newer-filter-cases.json"));
  }

  private static Stream<DynamicTest> tests(RecordedCases cases) {
    MapScope scope = scope(cases);
    return cases
        .cases()
        .map(c -> DynamicTest.dynamicTest(c.text("expr").orElseThrow(), () -> check(scope, c)));
  }

  private static MapScope scope(RecordedCases cases) {
    var variables = new LinkedHashMap<String, Value>();
    cases.part("vars").entries().forEach((k, v) -> variables.put(PythonText.str(k), v));
    return new MapScope(variables);
  }

  private static void check(MapScope scope, Dict test) {
    String got = result(scope, test);
    assertEquals(
        RecordedCases.wanted(test),
        test.has("err") && got.startsWith("failed: ") ? "an error" : got,
        () -> test.text("err").orElse(""));
  }

  private static String result(MapScope scope, Dict test) {
    try {
      Value value = RecordedCases.value(test.text("expr").orElseThrow(), TEMPLAR, scope);
      return value instanceof Undefined u ? "failed: " + u.message() : RecordedCases.typed(value);
    } catch (JplayException | PythonError | SyntaxError e) {
      return "failed: " + e.getMessage();
    }
  }

  @Test
  void saysWhatAnsibleSays() {
    var cases = RecordedCases.read("newer-filter-cases.json");
    MapScope scope = scope(cases);
    var messages = new RecordedCases.Messages();
    cases
        .cases()
        .filter(c -> c.has("err") && c.text("group").orElseThrow().equals("newer"))
        .forEach(c ->
            messages.compare(
                c.text("expr").orElseThrow(),
                RecordedCases.essence(c.text("err").orElseThrow()),
                result(scope, c)));
    messages.assertShare(95);
  }
}
