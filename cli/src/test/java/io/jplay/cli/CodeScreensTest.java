package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole screen of one case for each code, or of several (`JP1401-include`): a directory named
/// by the code holds the files, the command line, and what users see. `command` is one call, played
/// in this process, its settings before it (`{dir}` is the directory); `prepare` a shell script
/// that makes files before it. Where the process itself matters (signals, limits, permissions),
/// `run` is a shell script that calls real ones. `-Dgolden.update=true` rewrites the screens.
@Timeout(120)
class CodeScreensTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", ".."));
  private static final Path RESOURCES = ROOT.resolve("cli/src/test/resources/io/jplay/cli");
  private static final Path CODES = RESOURCES.resolve("codes");

  /// Times, and names made of them.
  private static final Pattern CHANGING =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|\\d{10}\\.\\d{3}|\\d{8}T\\d{6}[^"
              + " ]*(?=\\.jsonl)");

  @TempDir private Path dir;

  static List<String> codes() throws IOException {
    try (Stream<Path> entries = Files.list(CODES)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void showsTheProblem(String code) throws Exception {
    Path from = CODES.resolve(code);
    Path to = Played.steady(dir);
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.skip(1).toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
    Played played =
        Files.exists(from.resolve("run")) ? ScreenProcess.play("run", to) : called(from, to);
    String screen = CHANGING.matcher(played.screen(to)).replaceAll("*");
    Path golden = from.resolve("screen.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, screen);
    }
    assertEquals(Files.readString(golden), screen);
  }

  private static Played called(Path from, Path to) throws Exception {
    if (Files.exists(from.resolve("prepare"))) {
      Played prepared = ScreenProcess.play("prepare", to);
      assertEquals(0, prepared.code(), prepared.err());
    }
    String call = Files.readString(from.resolve("command")).strip().replace("{dir}", to.toString());
    List<String> words = new ArrayList<>(Arrays.asList(call.split(" ")));
    var environment = new HashMap<String, String>();
    while (words.getFirst().matches("[A-Z_]+=.*")) {
      String[] setting = words.removeFirst().split("=", 2);
      environment.put(setting[0], setting[1]);
    }
    String program = words.getFirst().matches("j[a-z]+") ? words.removeFirst() : "jplay";
    return Played.of(program, to, environment, words.toArray(String[]::new));
  }

  /// docs/messages.md has a line for every code that the sources use.
  @Test
  void everyCodeIsDocumented() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/messages.md"));
    assertEquals(Set.of(), without(code -> page.contains(code)));
    assertTrue(page.contains("JP2016"));
  }

  /// Every code that the sources use has a screen, which a run of the program has made: of its own
  /// name, or one that shows the code among those of error messages and of the check before a run.
  @Test
  void everyCodeHasAScreen() throws IOException {
    var shown = new StringBuilder();
    for (String of : List.of("screens", "preflight")) {
      try (Stream<Path> tree = Files.walk(RESOURCES.resolve(of))) {
        for (Path screen : tree.filter(p -> p.toString().endsWith(".txt")).toList()) {
          shown.append(Files.readString(screen));
        }
      }
    }
    Set<String> own = new TreeSet<>();
    for (String name : codes()) {
      own.add(name.replaceFirst("-.*", ""));
    }
    assertEquals(
        Set.of(), without(code -> own.contains(code) || shown.indexOf("[" + code + "]") >= 0));
    own.removeAll(used());
    assertEquals(Set.of(), own, "no source uses them");
  }

  /// The codes of the sources that do not have what is asked for.
  private static Set<String> without(Predicate<String> asked) throws IOException {
    Set<String> codes = used();
    codes.removeIf(asked);
    return codes;
  }

  private static Set<String> used() throws IOException {
    var codes = new TreeSet<String>();
    for (String module : List.of("core", "modules", "inventory-plugins", "cli")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> tree = Files.walk(sources)) {
        for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
          Pattern.compile("\"(JP\\d{4})\"")
              .matcher(Files.readString(file))
              .results()
              .map(m -> m.group(1))
              .forEach(codes::add);
        }
      }
    }
    return codes;
  }
}
