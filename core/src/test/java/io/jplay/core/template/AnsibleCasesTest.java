package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases whose results were made by Ansible itself (`jinja.json`): every value must be
/// equal, and Ansible's text must be contained in at least 95 % of our messages.
class AnsibleCasesTest {
  private static final PluginRegistry REGISTRY = PluginRegistry.standard();

  private static final RecordedCases CASES = RecordedCases.read("jinja.json");

  /// One way to run one case.
  private record Probe(String id, String mode, Dict test, Dict base, Dict expected, String omit) {
    String template() {
      return test.text("template").orElseThrow();
    }

    boolean expectsError() {
      return expected.has("err");
    }

    String run() {
      Dict raw = base.plus((Dict) test.get("vars").orElseThrow());
      var scope = RecordedCases.scopeWithVars(RecordedCases.variables(raw));
      var files = RecordedCases.files((Dict) test.get("files").orElse(Dict.EMPTY));
      var templar = new Templar(new FakeEnvironment(files, mode.equals("native")), REGISTRY);
      return switch (mode) {
        case "when" -> RecordedCases.typed(Bool.of(templar.test(Str.of(template()), scope)));
        case "render" ->
            RecordedCases.typed(
                templar.renderFile(SourceText.of("t.j2", template()), scope, Map.of()));
        default ->
            RecordedCases.typed(templar.render(Template.ofTrusted(template(), Tag.NONE), scope));
      };
    }

    private static String text(Value value) {
      return PythonText.str(value);
    }

    String wanted() {
      return notation(expected).replace(omit, PythonText.OMIT_TEXT);
    }

    private static String notation(Dict typed) {
      if (typed.text("t").orElse("").equals("obj")) {
        return typed.text("v").orElseThrow().replaceFirst(":", " ");
      }
      return typed
              .text("t")
              .orElse("?")
              .replace("none", "NoneType")
              .replace("undefined", "NoneType")
              .replace("bytes", "str")
          + " "
          + PythonText.repr(value(typed));
    }

    private static Value value(Value notation) {
      var typed = (Dict) notation;
      Value v = typed.get("v").orElse(Null.NULL);
      return switch (typed.text("t").orElse("?")) {
        case "int" -> Int.of(new BigInteger(text(v)), Tag.NONE);
        case "float" -> Real.of(Double.parseDouble(text(v)));
        case "list", "tuple", "set" -> {
          var items = new ArrayList<Value>();
          ((Seq) v).items().forEach(item -> items.add(value(item)));
          var kind = Seq.Kind.valueOf(typed.text("t").orElseThrow().toUpperCase(Locale.ROOT));
          yield new Seq(items, kind, Tag.NONE);
        }
        case "dict" -> {
          var map = new LinkedHashMap<Value, Value>();
          for (Value pair : ((Seq) v).items()) {
            map.put(value(((Seq) pair).at(0)), value(((Seq) pair).at(1)));
          }
          yield new Dict(map, Tag.NONE);
        }
        // bytes are texts to us, and an undefined result is None
        case "bytes" ->
            Str.of(text(v).substring(2, text(v).length() - 1).replace("\\xc3\\xa9", "é"));
        default -> v;
      };
    }
  }

  private static List<Probe> probes() {
    Dict base = CASES.part("base");
    String omit = CASES.all().text("omit").orElseThrow();
    var probes = new ArrayList<Probe>();
    for (Dict test : CASES.cases().toList()) {
      var expect = (Dict) test.get("expect").orElseThrow();
      for (String mode : List.of("render", "templar", "native", "when")) {
        expect
            .get(mode)
            .ifPresent(e ->
                probes.add(
                    new Probe(test.text("id").orElseThrow(), mode, test, base, (Dict) e, omit)));
      }
    }
    return probes;
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return probes().stream()
        .map(probe ->
            DynamicTest.dynamicTest(
                probe.id() + " " + probe.mode() + " " + probe.template(), () -> check(probe)));
  }

  private static void check(Probe probe) {
    String result;
    try {
      result = probe.run();
    } catch (JplayException | PythonError e) {
      if (!probe.expectsError()) {
        fail(probe.template() + "\nwanted " + probe.wanted() + "\nfailed " + e.getMessage());
      }
      return;
    }
    // count is a parameter of regex_replace since ansible-core 2.17
    if (probe.expectsError() && !probe.template().contains("count=2")) {
      fail(
          probe.template()
              + "\nwanted an error: "
              + probe.expected().text("msg").orElse("")
              + "\ngot "
              + result);
    }
    if (probe.expectsError()) {
      return;
    }
    assertTrue(
        probe.wanted().equals(result),
        () -> probe.template() + "\nwanted " + probe.wanted() + "\ngot    " + result);
  }

  @Test
  void saysWhatAnsibleSays() {
    var messages = new RecordedCases.Messages();
    for (Probe probe : probes()) {
      // count is a parameter of regex_replace since ansible-core 2.17
      if (!probe.expectsError() || probe.template().contains("count=2")) {
        continue;
      }
      String ours;
      try {
        ours = probe.run();
      } catch (JplayException | PythonError e) {
        ours = String.valueOf(e.getMessage());
      }
      String wanted = RecordedCases.essence(probe.expected().text("msg").orElseThrow());
      messages.compare(probe.id() + " " + probe.mode(), wanted, ours);
    }
    messages.assertShare(95);
  }
}
