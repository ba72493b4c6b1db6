package io.jplay.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import io.jplay.core.value.YamlDate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {
  private static final YamlReader.Options TRUSTED = YamlReader.Options.TRUSTED;

  /// Where we differ on purpose, or where no real content goes: denormal numbers, `1` and `1.0` (or
  /// `yes`) as keys of one mapping, and ansible's `!unsafe` that loses the inner collections.
  private static final Set<String> DIFFERENT =
      Set.of(
          "5.0e-324",
          "k: 5.0e-324\n",
          "1: a\n1.0: b\n",
          "1: a\n2.5: b\nyes: c\n2001-01-01: d\n",
          "a: !unsafe\n  b: '{{ c }}'\n  d: [1, 'e']\n",
          "a: !unsafe {b: {c: 'd'}}\n");

  @Test
  void readsEveryTextAsAnsiblesLoaderDoes() throws IOException {
    var wrong = new ArrayList<String>();
    for (Value c : ((Seq) Json.read(resource(), Tag.NONE)).items()) {
      String text = ((Str) ((Seq) c).at(0)).text();
      String expected = ((Str) ((Seq) c).at(1)).text();
      int line = Integer.parseInt(((Seq) c).at(2).toString());
      String actual = outcome(text, expected, line);
      if (!actual.equals(expected) && !DIFFERENT.contains(text)) {
        wrong.add(
            Json.write(Str.of(text), Json.Layout.LINE)
                + "\n  expected "
                + expected
                + (line == 0 ? "" : " in line " + line)
                + "\n  actual   "
                + actual);
      }
    }
    assertEquals("", String.join("\n", wrong), wrong.size() + " differences");
  }

  private static String resource() throws IOException {
    try (var in = YamlReaderTest.class.getResourceAsStream("/yaml-cases.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What became of a text. Of a text with several mistakes ansible names one and we name all, so
  /// what it says is looked for among them.
  private static String outcome(String text, String expected, int line) {
    var parsed = YamlReader.read(SourceText.of("f.yml", text), TRUSTED);
    if (!parsed.hasErrors()) {
      return canonical(parsed.value()) + " !".repeat(parsed.diagnostics().size());
    }
    String said = expected.startsWith("ERROR") ? expected.substring("ERROR".length()).strip() : "";
    var errors = parsed.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).toList();
    return line == 0
            || errors.stream().anyMatch(d -> d.detail().contains(said) && isIn(d, text, line))
        ? expected.startsWith("ERROR") ? expected : "ERROR"
        : errors.toString();
  }

  /// Whether a problem is in a line, as PyYAML counts them: a carriage return alone ends one too,
  /// and the end of the text is behind the last.
  private static boolean isIn(Diagnostic problem, String text, int line) {
    if (text.replace("\r\n", "\n").matches("(?s).*[\r\u0085\u2028\u2029].*")) {
      return true;
    }
    long lines = text.lines().count();
    return problem.primary().line() == line || line > lines && problem.primary().line() >= lines;
  }

  private static String canonical(Value value) {
    return switch (value) {
      case Null n -> "null";
      case Bool b -> Boolean.toString(b.value());
      case Int i -> "i:" + i;
      case Real r -> "f:" + PythonFloat.repr(r.value(), false);
      case YamlDate d -> "d:" + d.iso();
      case Vaulted v -> "vault:" + Json.write(Str.of(v.ciphertext()), Json.Layout.LINE);
      case Str s -> (s.isRemote() ? "u:" : "s:") + Json.write(Str.of(s.text()), Json.Layout.LINE);
      case Template t -> "s:" + Json.write(Str.of(t.text()), Json.Layout.LINE);
      case Seq s -> sequence(s);
      case Dict d ->
          d.entries().entrySet().stream()
              .map(e -> canonical(e.getKey()) + " = " + canonical(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }

  private static String sequence(Seq seq) {
    var items = seq.stream().map(YamlReaderTest::canonical);
    return switch (seq.kind()) {
      case LIST -> items.collect(Collectors.joining(", ", "[", "]"));
      case TUPLE -> items.collect(Collectors.joining(", ", "(", ")"));
      case SET -> items.sorted().collect(Collectors.joining(", ", "set(", ")"));
    };
  }

  @Test
  void everyValueKnowsItsPlace() {
    var doc = read("# x\na: 😀\nb: [1, two]\nc: |\n\n  text\n  more\n'd': \"q\"\n");
    assertEquals("f.yml:2:4", place(doc, "a"));
    assertEquals("f.yml:3:4", place(doc, "b"));
    assertEquals("f.yml:3:8", ((Seq) doc.get("b").orElseThrow()).at(1).tag().origin().label());
    assertEquals("f.yml:6:3", place(doc, "c"));
    assertEquals("f.yml:8:6", place(doc, "d"));
    assertEquals("f.yml:8:1", doc.keys().stream().toList().getLast().tag().origin().label());
    assertEquals(7, doc.get("c").orElseThrow().tag().origin().endLine());
  }

  @Test
  void columnsCountUtf16Units() {
    var doc = read("😀: 😀😀\nb: {😀: x}\n");
    assertEquals("f.yml:1:5", place(doc, "😀"));
    assertEquals(
        "f.yml:2:9",
        ((Dict) doc.get("b").orElseThrow()).get("😀").orElseThrow().tag().origin().label());
  }

  @Test
  void readsJsonBeforeYamlWithPlaces() {
    var doc = read("{\"a\": 1e3, \"a\": \"\\ud83d\\ude00\",\n \"b\": [true, \"{{ x }}\"]}");
    assertEquals(Str.of("😀"), doc.get("a").orElseThrow());
    assertEquals("f.yml:2:7", place(doc, "b"));
    assertEquals("f.yml:2:14", ((Seq) doc.get("b").orElseThrow()).at(1).tag().origin().label());
  }

  @Test
  void warnsOfDuplicateKeysWithBothPlaces() {
    var parsed = YamlReader.read(SourceText.of("f.yml", "- a: 1\n  b: 2\n  a: 3\n"), TRUSTED);
    Diagnostic d = parsed.diagnostics().getFirst();
    assertEquals(Severity.WARNING, d.severity());
    assertEquals(
        "While constructing a mapping from f.yml, line 1, column 3, found a duplicate dict key (a)."
            + " Using last defined value only.",
        d.detail());
    assertEquals("f.yml:3:3", d.primary().label());
    assertEquals("f.yml:1:3", d.related().getFirst().range().label());
  }

  @Test
  void refusesAliasBombs() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [".formatted(i, i))
          .append((before + ", ").repeat(9))
          .append(before)
          .append("]\n");
    }
    assertEquals("JP1004", error(text.toString()).code());
  }

  @Test
  void refusesMergeBombs() {
    var text = new StringBuilder("a0: &a0 {x: 1}\n");
    for (int i = 1; i < 100; i++) {
      text.append("a%d: &a%d\n  <<: [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> YamlReader.read(SourceText.of("f.yml", text.toString()), TRUSTED));
  }

  @Test
  void refusesDeepNestingInBoundedTime() {
    for (String open : new String[] {"[", "{a: ", "- ", "? ", "[["}) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertEquals("JP1004", error(open.repeat(50_000)).code(), open));
    }
  }

  @Test
  void hintsAtTheUsualMistakes() {
    hint("a: {{ b }}\n", "f.yml:1:4", "must be quoted: \"{{ name }}\"");
    hint("a: {{ b }}/c\n", "f.yml:1:11", "must be quoted: \"{{ name }}\"");
    hint("a:\n\tb: c\n", "f.yml:2:1", "tab");
    hint("a: b: c\n", "f.yml:1:5", "must be quoted");
    hint(
        "- hosts: all\n  tasks:\n    - debug:\n        msg:foo\n        var: x\n",
        "f.yml:5:12",
        "space is missing after the colon|indented");
    hint("a: 'b\nc: d\n", "f.yml:3:1", "not closed");
    hint("a: \"b\" c\n", "f.yml:1:8", "enclose the whole value");
    hint("a: @b\n", "f.yml:1:4", "starts with @");
  }

  @Test
  void showsWhereAnOpenBracketIs() {
    Diagnostic d = error("- a: b\n- c: {\n\n");
    assertEquals("f.yml:4:1", d.primary().label());
    assertEquals("the bracket opens here", d.related().getLast().note());
    assertEquals("f.yml:2:6", d.related().getLast().range().label());
    d = error("- a: {b: c,\n    d: [1, 2]\n\n- e: f\n");
    assertEquals("while parsing a flow mapping", d.related().getLast().note());
    assertEquals(1, d.related().size());
    assertTrue(error("- a: {b: c: d}\n").related().isEmpty());
  }

  private static void hint(String text, String place, String hint) {
    Diagnostic d = error(text);
    assertEquals(place, d.primary().label(), text + d);
    assertTrue(Arrays.stream(hint.split("\\|")).anyMatch(d.hint()::contains), text + d);
  }

  private static Diagnostic error(String text) {
    Parsed<Value> parsed = YamlReader.read(SourceText.of("f.yml", text), TRUSTED);
    return parsed.diagnostics().stream()
        .filter(d -> d.severity() == Severity.ERROR)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no error: " + text));
  }

  private static Dict read(String text) {
    return (Dict) YamlReader.read(SourceText.of("f.yml", text), TRUSTED).value();
  }

  private static String place(Dict doc, String key) {
    return doc.get(key).orElseThrow().tag().origin().label();
  }
}
