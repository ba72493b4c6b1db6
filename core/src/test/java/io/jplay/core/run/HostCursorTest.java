package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plans are written as `a (b ! c)`: a block with its main, rescue (after `!`) and always (after
/// `:`) sections. Tasks in capitals fail.
class HostCursorTest {
  private static final Play PLAY =
      new Play(
          Keywords.NONE,
          Str.of("all"),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Path.of("site.yml"),
          SourceRange.NONE);

  @ParameterizedTest(name = "{0}: {1}, failed {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | a b | false",
        "a B c | a B | true",
        "( a : b ) c | a b c | false",
        "( a ! b : c ) d | a c d | false",
        "( A x ! b : c ) d | A b c d | false",
        "( A x : c ) d | A c | true",
        "( A x ! B y : c ) d | A B c | true",
        "( a : C y ) d | a C | true",
        "( ( A x : b ) y ! c ) d | A b c d | false",
        "( ( A ! B ) x ! c : d ) e | A B c d e | false",
        "( ( A ! b ) c ! x : d ) e | A b c d e | false",
        "( A ! ( B ! c ) d : e ) f | A B c d e f | false",
        "( a : ( B ! c ) d ) e | a B c d e | false",
      })
  void goesWhereAnsibleGoes(String plan, String ran, boolean failed) {
    var cursor = cursor(group(List.of(plan.split(" "))), task -> true);
    assertEquals(ran, String.join(" ", walk(cursor)));
    assertEquals(failed, cursor.isFailed());
  }

  @Test
  void insertsBeforeTheNextTaskAndPassesByWhatIsNotForTheHost() {
    var cursor = cursor(group(List.of("a", "b", "c")), task -> !name(task).equals("b"));
    assertEquals("a", name(cursor.peek().orElseThrow()));
    cursor.advance();
    cursor.insert(List.of(new PlanNode.Step(task("n"))));
    assertEquals(List.of("n", "c"), walk(cursor));
  }

  @Test
  void endsWithoutFailure() {
    var cursor = cursor(group(List.of("a", "b")), task -> true);
    cursor.end();
    assertEquals(Optional.empty(), cursor.peek());
    assertFalse(cursor.isFailed());
  }

  @Test
  void aFailureCountsFromWhereTheHostIsNotFromWhatItSees() {
    var cursor = cursor(group(List.of("(", "a", "!", "b", ")", "c")), task -> true);
    cursor.peek();
    cursor.advance();
    assertEquals("c", name(cursor.peek().orElseThrow()));
    cursor.fail();
    assertEquals(List.of("b", "c"), walk(cursor));
    assertFalse(cursor.isFailed());
  }

  @Test
  void goesOnBehindABlockWhoseFailureIsForgotten() {
    var nested = cursor(group(List.of("(", "A", "x", ")", "b")), task -> true);
    assertEquals(List.of("A"), failing(nested));
    nested.forgetFailure();
    assertEquals(List.of("b"), walk(nested));
    var flat = cursor(group(List.of("A", "b")), task -> true);
    assertEquals(List.of("A"), failing(flat));
    flat.forgetFailure();
    assertEquals(List.of(), walk(flat));
    assertFalse(flat.isFailed());
  }

  /// One task, which fails.
  private static List<String> failing(HostCursor cursor) {
    String name = name(cursor.peek().orElseThrow());
    cursor.advance();
    cursor.fail();
    return List.of(name);
  }

  @Test
  void runsTheHandlersThatAreFlushed() {
    List<PlannedTask> handlers = List.of(task("H"), task("i"));
    var cursor =
        new HostCursor(
            List.of(group(List.of("a", "b", "!", "c")), group(List.of("d"))),
            task -> true,
            () -> handlers);
    cursor.peek();
    cursor.advance();
    cursor.flush();
    assertFalse(cursor.isRescuable());
    assertEquals(List.of("H", "c", "d"), walk(cursor));
    assertFalse(cursor.isFailed());
    cursor.flush();
    assertEquals(List.of("i"), walk(cursor));
  }

  private static List<String> walk(HostCursor cursor) {
    var ran = new ArrayList<String>();
    for (var next = cursor.peek(); next.isPresent(); next = cursor.peek()) {
      String name = name(next.get());
      ran.add(name);
      cursor.advance();
      if (Character.isUpperCase(name.charAt(0))) {
        cursor.fail();
      }
    }
    cursor.advance();
    return ran;
  }

  private static HostCursor cursor(PlanNode.Group group, Predicate<PlannedTask> wanted) {
    return new HostCursor(List.of(group), wanted, List::of);
  }

  private static PlanNode.Group group(List<String> words) {
    return parse(new ArrayList<>(words));
  }

  /// Takes words up to the end of the block.
  private static PlanNode.Group parse(List<String> words) {
    List<List<PlanNode>> sections =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int section = 0;
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      switch (word) {
        case "(" -> sections.get(section).add(parse(words));
        case ")" -> {
          return joined(sections);
        }
        case "!" -> section = 1;
        case ":" -> section = 2;
        default -> sections.get(section).add(new PlanNode.Step(task(word)));
      }
    }
    return joined(sections);
  }

  private static PlanNode.Group joined(List<List<PlanNode>> sections) {
    return new PlanNode.Group(sections.get(0), sections.get(1), sections.get(2));
  }

  private static PlannedTask task(String name) {
    var action =
        new Action(
            Str.of("debug"), Dict.EMPTY, Optional.empty(), Optional.empty(), SourceRange.NONE);
    var keywords = new Keywords(Map.of(Keyword.NAME, Str.of(name)));
    var task = new Task(keywords, action, Optional.empty(), Path.of("site.yml"), SourceRange.NONE);
    return new PlannedTask(1, task, Lineage.of(PLAY), false, List.of());
  }

  private static String name(PlannedTask task) {
    return ((Str) task.task().keywords().get(Keyword.NAME).orElseThrow()).text();
  }
}
