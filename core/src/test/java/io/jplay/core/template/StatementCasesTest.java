package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_statement_cases.py` made with the real ansible 2.18:
/// statements, whitespace, other templates, printing, native types, conditions, errors. Values are
/// equal; ansible's text is contained in at least 95 % of our messages.
class StatementCasesTest {
  private static final RecordedCases CASES = RecordedCases.read("statement-cases.json");
  private static MapScope scope = new MapScope(Map.of());
  private static Templar plain;
  private static Templar natively;

  @BeforeAll
  static void prepare() {
    scope = RecordedCases.scopeWithVars(CASES.variables());
    var files = RecordedCases.files(CASES.part("files"));
    plain = new Templar(new FakeEnvironment(files, false), PluginRegistry.standard());
    natively = new Templar(new FakeEnvironment(files, true), PluginRegistry.standard());
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return CASES
        .cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.text("mode").orElseThrow() + " " + c.text("text").orElseThrow(), () -> check(c)));
  }

  private static void check(Dict test) {
    String wanted =
        RecordedCases.wanted(test)
            // an undefined result is None to us
            .replaceFirst("^undefined ", "NoneType None")
            .replace("__omit_place_holder__0", PythonText.OMIT_TEXT);
    String got;
    try {
      got = RecordedCases.typed(evaluate(test));
    } catch (JplayException | PythonError e) {
      got = test.has("err") ? "an error" : String.valueOf(e.getMessage());
    }
    assertEquals(wanted, got, () -> test.text("msg").orElse(""));
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
    var messages = new RecordedCases.Messages();
    CASES
        .cases()
        .filter(c -> c.has("err"))
        .forEach(test -> {
          String got;
          try {
            got = RecordedCases.typed(evaluate(test));
          } catch (JplayException | PythonError e) {
            got = String.valueOf(e.getMessage());
          }
          String label = test.text("mode").orElseThrow() + " " + test.text("text").orElseThrow();
          messages.compare(label, RecordedCases.essence(test.text("msg").orElseThrow()), got);
        });
    messages.assertShare(95);
  }
}
