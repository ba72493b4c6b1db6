package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole screen of one case for each code, or of several (`JP1401-include`): a directory named
/// by the code holds the files, the command line, and what users see. `-Dgolden.update=true`
/// rewrites the screens.
class CodeScreensTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", ".."));
  private static final Path CODES = ROOT.resolve("cli/src/test/resources/io/jplay/cli/codes");

  @TempDir private Path dir;

  static List<String> codes() throws IOException {
    try (Stream<Path> entries = Files.list(CODES)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void showsTheProblem(String code) throws IOException {
    Path from = CODES.resolve(code);
    Path to = Played.steady(dir);
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.skip(1).toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
    String[] words = Files.readString(from.resolve("command")).strip().split(" ");
    boolean other = words[0].matches("j[a-z]+");
    String[] rest = other ? Arrays.copyOfRange(words, 1, words.length) : words;
    String screen = Played.of(other ? words[0] : "jplay", to, Map.of(), rest).screen(to);
    Path golden = from.resolve("screen.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, screen);
    }
    assertEquals(Files.readString(golden), screen);
  }

  /// docs/messages.md has a line for every code that the sources use.
  @Test
  void everyCodeIsDocumented() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/messages.md"));
    var missing = new TreeSet<String>();
    for (String module : List.of("core", "modules", "inventory-plugins", "cli")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> tree = Files.walk(sources)) {
        for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
          Pattern.compile("\"(JP\\d{4})\"")
              .matcher(Files.readString(file))
              .results()
              .map(m -> m.group(1))
              .filter(code -> !page.contains(code))
              .forEach(missing::add);
        }
      }
    }
    assertEquals(new TreeSet<String>(), missing);
    assertTrue(page.contains("JP2016"));
  }
}
