package io.jplay.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts made to cost a reader much: each is read, or refused with a diagnostic that has a place,
/// in bounded time.
class HostileYamlTest {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int LEVELS = 10_000;
  private static final int LARGE = 11_000_000;

  /// A text and the code of what it is refused with.
  record Refused(String name, String code, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> refused() {
    return Stream.of(
        new Refused("JSON lists", "JP1004", "[".repeat(LEVELS) + "]".repeat(LEVELS)),
        new Refused("JSON objects", "JP1004", "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS)),
        new Refused("lists in a line", "JP1004", "- ".repeat(LEVELS) + "x"),
        new Refused("keys of keys", "JP1004", "? ".repeat(LEVELS) + "x"),
        new Refused("flow mappings", "JP1004", "x: " + "{a: ".repeat(LEVELS) + "}".repeat(LEVELS)),
        new Refused("indented mappings", "JP1004", indented(2_000)),
        new Refused("lists that never close", "JP1004", "x: " + "[".repeat(LEVELS)),
        new Refused("anchors on each level", "JP1004", anchored(LEVELS)),
        new Refused("an alias bomb", "JP1004", bomb("[", "*a%d", "]")),
        new Refused("an alias bomb of mappings", "JP1004", bombOfMappings()),
        new Refused("more values than are read", "JP1004", "- [" + "1,".repeat(4_100_000) + "1]"),
        new Refused("a text that is too long", "JP1004", "a: " + "x".repeat(YamlReader.MAX_LENGTH)),
        new Refused("an alias in its anchor", "JP1006", "a: &a [*a]\n"),
        new Refused("two documents", "JP1007", "a: 1\n---\na: 2\n"),
        new Refused("a hundred thousand documents", "JP1007", "--- 1\n".repeat(100_000)),
        new Refused("a tab for indentation", "JP1001", "a:\n\tb: 1\n"),
        new Refused("a tab before a dash", "JP1001", "a:\n  - 1\n\t- 2\n"),
        new Refused("a NUL", "JP1001", "a: b\0c\n"),
        new Refused("an escape of the terminal", "JP1001", "a: \u001b[31m\n"),
        new Refused("a quote that never closes", "JP1001", "a: \"" + "x ".repeat(LARGE / 2)),
        new Refused("a key of megabytes", "JP1001", "a: 1\n" + "k".repeat(LARGE) + ": 1\n"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesInBoundedTime(Refused each) {
    Parsed<Value> parsed = read(each.text());
    Diagnostic error =
        parsed.diagnostics().stream()
            .filter(d -> d.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow();
    assertEquals(each.code(), error.code(), error.toString());
    assertTrue(error.primary().isKnown(), error.toString());
    assertTrue(error.sentence().length() < 2_000, "the text itself is not the message");
  }

  private static String indented(int levels) {
    var text = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      text.repeat(' ', i).append("a:\n");
    }
    return text.toString();
  }

  private static String anchored(int levels) {
    var text = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      text.append("&a").append(i).append(" [");
    }
    return text.toString();
  }

  private static String bomb(String open, String item, String close) {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      String alias = item.formatted(i - 1);
      text.append("a%d: &a%d ".formatted(i, i)).append(open);
      text.append((alias + ", ").repeat(9)).append(alias).append(close).append('\n');
    }
    return text.toString();
  }

  private static String bombOfMappings() {
    var text = new StringBuilder("a0: &a0 {x: 1}\n");
    for (int i = 1; i < 60; i++) {
      text.append("a%d: &a%d {l: *a%d, r: *a%d}\n".formatted(i, i, i - 1, i - 1));
    }
    return text.toString();
  }

  @Test
  @Tag("long")
  void readsScalarsOfMegabytes() {
    String words = "word ".repeat(LARGE / 5 + 1).strip();
    String lines = ("word ".repeat(15) + "word\n  ").repeat(LARGE / 80 + 1).strip();
    for (String value :
        List.of(
            "'" + words + "'",
            "\"" + words + "\"",
            "\"" + "\\u00e9 ".repeat(LARGE / 2) + "\"",
            "|\n  " + lines,
            ">\n  " + lines,
            "|\n  " + words,
            words)) {
      var read = (Dict) read("a: " + value + "\n").value();
      int length = ((Str) read.get("a").orElseThrow()).text().length();
      assertTrue(length >= LARGE, () -> value.substring(0, 20) + length);
    }
  }

  @Test
  void readsManyValuesOnOneLine() {
    assertEquals(
        1_000_000, ((Seq) read("# YAML\n[" + "a, ".repeat(1_000_000) + "]").value()).size());
    assertEquals(1_000_000, ((Seq) read("[" + "1, ".repeat(999_999) + "1]").value()).size());
  }

  @Test
  void readsManyAnchorsKeysAndComments() {
    var text = new StringBuilder("# x\n".repeat(200_000));
    for (int i = 0; i < 100_000; i++) {
      text.append("k%d: &a%d v\nr%d: *a%d\n".formatted(i, i, i, i));
    }
    assertEquals(200_000, ((Dict) read(text.toString()).value()).size());
  }

  @Test
  void warnsOfManyDuplicatesInBoundedTime() {
    Parsed<Value> parsed = read("a: 1\n".repeat(100_000));
    assertEquals(1, ((Dict) parsed.value()).size());
  }

  @Test
  void skipsTheMarkAtTheBeginning() {
    Parsed<Value> parsed = read("\uFEFFa: 1\n");
    assertTrue(((Dict) parsed.value()).get("a").isPresent());
    assertEquals(List.of(), parsed.diagnostics());
  }

  @Test
  void readsTabsThatDoNotIndent() {
    Parsed<Value> parsed = read("a: 1\t# x\nb: d\te\nc: 'd\te'\n");
    assertEquals(3, ((Dict) parsed.value()).size());
    assertEquals(List.of(), parsed.diagnostics());
  }

  private static Parsed<Value> read(String text) {
    return assertTimeoutPreemptively(
        BOUND, () -> YamlReader.read(SourceText.of("f.yml", text), YamlReader.Options.TRUSTED));
  }
}
