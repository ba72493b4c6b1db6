package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `--preflight` finds every kind of planted mistake, once, and is silent about the twin without
/// it. Each kind is a directory with `bad`, `good` and the screen of `bad`; `-Dgolden.update=true`
/// rewrites the screens.
class PreflightTest {
  private static final Path KINDS =
      Path.of(
          System.getProperty("jplay.root", ".."), "cli/src/test/resources/io/jplay/cli/preflight");

  @TempDir private Path dir;

  static List<String> kinds() throws IOException {
    try (Stream<Path> entries = Files.list(KINDS)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /// The 23 kinds of mistake that must be found before a host is contacted.
  static List<String> required() {
    return List.of(
        "unknown-module",
        "unknown-option",
        "wrong-type",
        "missing-option",
        "exclusive-options",
        "undefined-variable",
        "misspelt-filter",
        "bad-jinja-in-when",
        "bad-jinja-in-template",
        "missing-template",
        "missing-role",
        "missing-vars-file",
        "unknown-handler",
        "unknown-tag",
        "hosts-match-nothing",
        "wrong-keyword",
        "duplicate-key",
        "bad-vault-password",
        "circular-include",
        "loop-over-string",
        "bad-regex",
        "wrong-lookup",
        "unreadable-source");
  }

  @Test
  void thereAreAllKindsOfMistake() throws IOException {
    assertEquals(23, required().size());
    var without = new ArrayList<>(required());
    without.removeAll(kinds());
    assertEquals(List.of(), without);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void findsTheMistake(String kind) throws IOException {
    Path project = project(kind, "bad");
    Played played = check(project, kind);
    Path golden = KINDS.resolve(kind).resolve("screen.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, played.screen(project));
    }
    assertEquals(Files.readString(golden), played.screen(project));
    assertEquals(4, played.code());
    assertTrue(played.out().endsWith("1 error, 0 warnings; no host was contacted\n"), played.out());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isSilentAboutTheTwin(String kind) throws IOException {
    Played played = check(project(kind, "good"), kind);
    assertEquals("no mistakes found; no host was contacted\n", played.out());
    assertEquals("", played.err());
    assertEquals(0, played.code());
  }

  @Test
  void writesJson() throws IOException {
    Played played = check(project("unknown-option", "bad"), "unknown-option", "--format", "json");
    Dict report = (Dict) Json.read(played.out(), Tag.NONE);
    Dict problem = (Dict) ((Seq) report.get("diagnostics").orElseThrow()).at(0);
    assertEquals("JP2003", problem.text("code").orElseThrow());
    Dict range = (Dict) problem.get("range").orElseThrow();
    assertEquals("7", Json.write(range.get("line").orElse(Null.NULL), Json.Layout.LINE));
    assertEquals(4, played.code());
  }

  @Test
  void writesSarif() throws IOException {
    Played played = check(project("unknown-option", "bad"), "unknown-option", "--format", "sarif");
    Dict report = (Dict) Json.read(played.out(), Tag.NONE);
    assertEquals("2.1.0", report.text("version").orElseThrow());
    Dict run = (Dict) ((Seq) report.get("runs").orElseThrow()).at(0);
    Dict result = (Dict) ((Seq) run.get("results").orElseThrow()).at(0);
    assertEquals("JP2003", result.text("ruleId").orElseThrow());
    assertEquals("error", result.text("level").orElseThrow());
    Dict place = (Dict) ((Seq) result.get("locations").orElseThrow()).at(0);
    Dict physical = (Dict) place.get("physicalLocation").orElseThrow();
    Dict region = (Dict) physical.get("region").orElseThrow();
    assertEquals("9", Json.write(region.get("startColumn").orElse(Null.NULL), Json.Layout.LINE));
  }

  /// What code hosts ask for beside the standard: a place for each result, a rule with help, and
  /// fingerprints that differ.
  @ParameterizedTest
  @MethodSource("kinds")
  void writesSarifForCodeHosts(String kind) throws IOException {
    Played played = check(project(kind, "bad"), kind, "--format", "sarif");
    Dict run =
        (Dict) ((Seq) ((Dict) Json.read(played.out(), Tag.NONE)).get("runs").orElseThrow()).at(0);
    Dict driver = (Dict) ((Dict) run.get("tool").orElseThrow()).get("driver").orElseThrow();
    var rules = (Seq) driver.get("rules").orElseThrow();
    var prints = new ArrayList<String>();
    for (Value each : ((Seq) run.get("results").orElseThrow()).items()) {
      var result = (Dict) each;
      int index = Integer.parseInt(String.valueOf(result.get("ruleIndex").orElseThrow()));
      Dict rule = (Dict) rules.at(index);
      assertEquals(result.text("ruleId"), rule.text("id"));
      assertTrue(rule.has("help") && rule.has("shortDescription"), played.out());
      assertEquals(1, ((Seq) result.get("locations").orElseThrow()).size());
      prints.add(String.valueOf(result.get("partialFingerprints").orElseThrow()));
    }
    assertTrue(!prints.isEmpty());
    assertEquals(prints.size(), prints.stream().distinct().count());
  }

  /// The mistake keeps its fingerprint when lines before it come or go.
  @Test
  void knowsAMistakeAgain() throws IOException {
    Path project = project("unknown-option", "bad");
    String before = check(project, "unknown-option", "--format", "sarif").out();
    Path site = project.resolve("site.yml");
    Files.writeString(site, "# a comment\n" + Files.readString(site));
    String after = check(project, "unknown-option", "--format", "sarif").out();
    assertEquals(fingerprint(before), fingerprint(after));
  }

  private static String fingerprint(String sarif) {
    int at = sarif.indexOf("jplayProblem/v1");
    return sarif.substring(at, sarif.indexOf('}', at));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    Played played = check(project("unknown-option", "bad"), "unknown-option", "--format", "xml");
    assertEquals(5, played.code());
  }

  private Path project(String kind, String which) throws IOException {
    Path from = KINDS.resolve(kind).resolve(which);
    Path to = Files.createDirectory(Played.steady(dir).resolve(which));
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.skip(1).toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
    if (kind.equals("unreadable-source") && which.equals("bad")) {
      Files.setPosixFilePermissions(
          to.resolve("files/motd"), PosixFilePermissions.fromString("---------"));
    }
    return to;
  }

  private static Played check(Path project, String kind, String... more) {
    var words = new ArrayList<>(List.of("site.yml", "--preflight", "-i", "hosts"));
    words.addAll(List.of(more));
    switch (kind) {
      case "unknown-tag" -> words.addAll(List.of("--tags", "instal"));
      case "bad-vault-password" -> words.addAll(List.of("--vault-password-file", "password"));
      default -> {}
    }
    return Played.of(project, Map.of(), words.toArray(String[]::new));
  }
}
