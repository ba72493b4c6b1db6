package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs the random expressions that `src/test/python/make_fuzz_cases.py` made with the real
/// ansible: each gives the same typed value, or fails where ansible fails.
class FuzzCasesTest {
  @Test
  void givesTheValuesOfAnsible() {
    var cases = RecordedCases.read("fuzz-cases.json");
    var variables = new LinkedHashMap<String, Value>();
    cases.part("vars").entries().forEach((k, v) -> variables.put(PythonText.str(k), v));
    var templar = new Templar(new FakeEnvironment(Map.of(), false), PluginRegistry.standard());
    var scope = new MapScope(variables);
    var different = new ArrayList<String>();
    cases.cases().forEach(test -> compare(test, templar, scope, different));
    assertEquals("", String.join("\n", different));
  }

  private static void compare(
      Dict test, Templar templar, MapScope scope, ArrayList<String> different) {
    String expression = test.text("expr").orElseThrow();
    String got;
    try {
      Value value = RecordedCases.value(expression, templar, scope);
      got = value instanceof Undefined ? "an error" : RecordedCases.typed(value);
    } catch (JplayException | PythonError | SyntaxError e) {
      got = test.has("err") ? "an error" : String.valueOf(e.getMessage());
    }
    if (!got.equals(RecordedCases.wanted(test))) {
      different.add(expression + "\n  " + RecordedCases.wanted(test) + "\n  ours: " + got);
    }
  }
}
