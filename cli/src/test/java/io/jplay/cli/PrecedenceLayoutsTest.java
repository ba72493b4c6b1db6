package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.cli.precedence.Answers;
import io.jplay.cli.precedence.LayoutFamily;
import java.io.ByteArrayInputStream;
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
        .mapToObj(seed -> DynamicTest.dynamicTest("family " + seed, () -> check(seed)));
  }

  private void check(int seed) throws IOException {
    assumeTrue(
        getClass().getResource(resource(seed)) != null,
        () ->
            "skipped: no answers of ansible are recorded for the layouts of family "
                + seed
                + " (record them with -Dprecedence.record=ANSIBLE-PLAYBOOK -Dprecedence.families="
                + seed
                + ","
                + seed
                + ")");
    Path family = Files.createDirectories(dir.resolve("f" + seed)).toRealPath();
    LayoutFamily.Call call = LayoutFamily.write(seed, family);
    Played played =
        Played.of(
            "ansible-playbook", family, call.environment(), call.words().toArray(String[]::new));
    assertTrue(played.code() == 0 || played.code() == 2, () -> played.err());
    assertSame(seed, layouts(recorded(seed), family), layouts(Answers.of(played.out()), family));
  }

  private static String resource(int seed) {
    return "/precedence/" + seed + ".gz";
  }

  /// The answers of each layout; its plays follow each other. A playbook with failures is the last
  /// that runs.
  private static List<List<String>> layouts(String answers, Path family) {
    List<String> plays = List.of(answers.split("PLAY\n", -1));
    var layouts = new ArrayList<List<String>>();
    int play = 1;
    for (int i = 0; i < LayoutFamily.LAYOUTS && play < plays.size(); i++) {
      int count = Files.exists(family.resolve("L%02d/sub".formatted(i))) ? 3 : 2;
      assertTrue(play + count <= plays.size(), "the answers end in layout " + i);
      layouts.add(String.join("", plays.subList(play, play + count)).lines().toList());
      play += count;
    }
    assertEquals(plays.size(), play);
    return layouts;
  }

  /// A layout that differs.txt names is known to differ, for a reason in docs/compatibility.md: it
  /// has to be taken out there once it is right.
  private static void assertSame(int seed, List<List<String>> expected, List<List<String>> found)
      throws IOException {
    List<String> wrong = new String(bytes("/precedence/differs.txt"), UTF_8).lines().toList();
    assertEquals(expected.size(), found.size(), "layouts");
    for (int i = 0; i < expected.size(); i++) {
      String layout = "layout " + i;
      assertFalse(expected.get(i).isEmpty(), () -> "no answers are recorded for " + layout);
      if (wrong.contains(seed + " " + i)) {
        assertFalse(expected.get(i).equals(found.get(i)), layout + " is right now");
      } else {
        assertSame(layout, expected.get(i), found.get(i));
      }
    }
  }

  /// Shows only what differs: the whole is long.
  private static void assertSame(String layout, List<String> expected, List<String> found) {
    var missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    var more = new ArrayList<>(found);
    expected.forEach(more::remove);
    assertEquals(String.join("\n", missing), String.join("\n", more), layout);
    assertEquals(expected.size(), found.size(), layout);
  }

  private static String recorded(int seed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(resource(seed))))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PrecedenceLayoutsTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
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
