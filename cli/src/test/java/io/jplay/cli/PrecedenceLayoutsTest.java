package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.cli.precedence.Answers;
import io.jplay.cli.precedence.LayoutFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The variables of random layouts ([LayoutFamily]: 20 playbooks each) are those that ansible-core
/// 2.18 gave them, in every place of every play, on every host. Its answers are recorded in
/// resources/precedence.
class PrecedenceLayoutsTest {
  private static final int QUICK = 4;
  private static final int ALL = 50;

  @TempDir private Path dir;

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> hasAnsiblesVariables() {
    return families(0, QUICK);
  }

  @TestFactory
  @Tag("long")
  @Timeout(3600)
  Stream<DynamicTest> hasAnsiblesVariablesInAThousandLayouts() {
    return families(QUICK, ALL);
  }

  private Stream<DynamicTest> families(int from, int to) {
    return IntStream.range(from, to)
        .filter(seed -> getClass().getResource("/precedence/" + seed + ".gz") != null)
        .mapToObj(seed -> DynamicTest.dynamicTest("family " + seed, () -> check(seed)));
  }

  private void check(int seed) throws IOException {
    Path family = Files.createDirectories(dir.resolve("f" + seed)).toRealPath();
    LayoutFamily.Call call = LayoutFamily.write(seed, family);
    Played played =
        Played.of(
            "ansible-playbook", family, call.environment(), call.words().toArray(String[]::new));
    assertTrue(played.code() == 0 || played.code() == 2, () -> played.err());
    assertSame(certain(recorded(seed), family), certain(Answers.of(played.out()), family));
  }

  /// The answers of the layouts in which no two hosts set facts of the same host at a time: there
  /// the last to answer wins, in ansible as well.
  private static List<String> certain(String answers, Path family) throws IOException {
    List<String> plays = List.of(answers.split("PLAY\n", -1));
    var certain = new ArrayList<String>();
    int play = 1;
    for (int i = 0; Files.exists(family.resolve("L%02d".formatted(i))); i++) {
      Path layout = family.resolve("L%02d".formatted(i));
      int count = Files.exists(layout.resolve("sub")) ? 3 : 2;
      if (!hasRace(layout)) {
        plays.subList(play, play + count).forEach(said -> certain.addAll(said.lines().toList()));
      }
      play += count;
    }
    assertEquals(plays.size(), play);
    return certain;
  }

  private static boolean hasRace(Path layout) throws IOException {
    try (Stream<Path> files = Files.walk(layout)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains("\"delegate_facts\": true")) {
          return true;
        }
      }
    }
    return false;
  }

  /// Shows only what differs: the whole is long.
  private static void assertSame(List<String> expected, List<String> found) {
    var missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    var more = new ArrayList<>(found);
    expected.forEach(more::remove);
    assertEquals(String.join("\n", missing), String.join("\n", more));
    assertEquals(expected.size(), found.size());
  }

  private static String recorded(int seed) throws IOException {
    String name = "/precedence/" + seed + ".gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(PrecedenceLayoutsTest.class.getResourceAsStream(name), name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /// Records the answers of `-Dprecedence.record=ANSIBLE-PLAYBOOK` to the families that
  /// `-Dprecedence.families=FIRST,LAST` names.
  @Test
  @Tag("long")
  @EnabledIfSystemProperty(named = "precedence.record", matches = ".+")
  void records() throws Exception {
    String[] range = System.getProperty("precedence.families", "0,0").split(",");
    for (int seed = Integer.parseInt(range[0]); seed <= Integer.parseInt(range[1]); seed++) {
      Path family = Files.createDirectories(dir.resolve("r" + seed)).toRealPath();
      Path to =
          Path.of(System.getProperty("jplay.root", ".."), "cli/src/test/resources/precedence")
              .resolve(seed + ".gz");
      String said = Answers.of(ansible(LayoutFamily.write(seed, family), family));
      var bytes = new ByteArrayOutputStream();
      try (var zip = new GZIPOutputStream(bytes)) {
        zip.write(said.getBytes(UTF_8));
      }
      Files.createDirectories(to.getParent());
      Files.write(to, bytes.toByteArray());
    }
  }

  private static String ansible(LayoutFamily.Call call, Path family) throws Exception {
    List<String> words = new ArrayList<>(List.of(System.getProperty("precedence.record")));
    words.addAll(call.words());
    Path out = family.resolve("answers.txt");
    var builder =
        new ProcessBuilder(words)
            .directory(family.toFile())
            .redirectOutput(out.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(family.resolve("errors.txt").toFile());
    builder.environment().putAll(call.environment());
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    Process process = builder.start();
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "ansible takes too long");
    return Files.readString(out);
  }
}
