package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_statement_cases.py` made with the real ansible 2.18:
/// statements, whitespace, other templates, printing, native types, conditions, errors. Values are
/// equal; ansible's text is contained in at least 95 % of our messages.
class StatementCasesTest {
  private static Dict all = Dict.EMPTY;
  private static MapScope scope = new MapScope(Map.of());
  private static Templar plain;
  private static Templar natively;

  @BeforeAll
  static void read() throws IOException {
    try (var in = StatementCasesTest.class.getResourceAsStream("statement-cases.json")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      all = (Dict) Json.read(text, Tag.NONE);
    }
    var variables = new LinkedHashMap<String, Value>();
    ((Dict) all.get("vars").orElseThrow())
        .entries()
        .forEach((k, v) -> variables.put(PythonText.str(k), MapScope.trusted(v)));
    variables.put("vars", Dict.of(Map.copyOf(variables)));
    scope = new MapScope(variables);
    var files = new LinkedHashMap<String, String>();
    ((Dict) all.get("files").orElseThrow())
        .entries()
        .forEach((k, v) -> files.put(PythonText.str(k), PythonText.str(v)));
    plain = new Templar(new FakeEnvironment(files, false), PluginRegistry.standard());
    natively = new Templar(new FakeEnvironment(files, true), PluginRegistry.standard());
  }

  private static Stream<Dict> cases() {
    return ((Seq) all.get("cases").orElseThrow())
        .items().stream()
            .map(Dict.class::cast)
            // a note says why ours differs on purpose
            .filter(c -> !c.has("note"));
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.text("mode").orElseThrow() + " " + c.text("text").orElseThrow(), () -> check(c)));
  }

  private static void check(Dict test) {
    String wanted =
        test.has("err")
            ? "an error"
            // an undefined result is None to us
            : (test.text("t").orElseThrow() + " ").replace("undefined ", "NoneType None")
                + test.text("v").orElse("").replace("__omit_place_holder__0", PythonText.OMIT_TEXT);
    String got;
    try {
      got = typed(evaluate(test));
    } catch (JplayException | PythonError e) {
      got = test.has("err") ? "an error" : String.valueOf(e.getMessage());
    }
    assertEquals(wanted, got, () -> test.text("msg").orElse(""));
  }

  private static String typed(Value value) {
    return value instanceof Omit
        ? "str '" + PythonText.OMIT_TEXT + "'"
        : PythonText.typeName(value) + " " + PythonText.repr(value);
  }

  private static Value evaluate(Dict test) {
    String text = test.text("text").orElseThrow();
    return switch (test.text("mode").orElseThrow()) {
      case "when" -> Bool.of(plain.test(Template.ofTrusted(text, Tag.NONE), scope));
      case "render" -> plain.renderFile(SourceText.of("t.j2", text), scope, Map.of());
      case "native" -> natively.render(Template.ofTrusted(text, Tag.NONE), scope);
      default -> plain.render(Template.ofTrusted(text, Tag.NONE), scope);
    };
  }

  @Test
  void saysWhatAnsibleSays() {
    var missing = new ArrayList<String>();
    var errors = cases().filter(c -> c.has("err")).toList();
    for (Dict test : errors) {
      String wanted = essence(test.text("msg").orElseThrow());
      String got;
      try {
        got = typed(evaluate(test));
      } catch (JplayException | PythonError e) {
        got = String.valueOf(e.getMessage());
      }
      if (!got.contains(wanted)) {
        missing.add(
            test.text("mode").orElseThrow()
                + " "
                + test.text("text").orElseThrow()
                + "\n  "
                + wanted
                + "\n  ours: "
                + got);
      }
    }
    double share = 100.0 * (errors.size() - missing.size()) / errors.size();
    assertTrue(
        share >= 95, () -> share + " % of " + errors.size() + "\n" + String.join("\n", missing));
  }

  /// Ansible's message without the second copy of the original error that it appends.
  private static String essence(String message) {
    for (int i = message.indexOf(". "); i >= 0; i = message.indexOf(". ", i + 1)) {
      String head = message.substring(0, i);
      String tail = message.substring(i + 2);
      if (!tail.isEmpty() && head.contains(tail)) {
        return essence(head);
      }
    }
    return message;
  }
}
