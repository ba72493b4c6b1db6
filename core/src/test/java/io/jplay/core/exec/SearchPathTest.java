package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchPathTest {
  private static SearchPath of(String taskFile) {
    var play =
        new Play(
            Keywords.NONE,
            Str.of("all"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Path.of("/p/site.yml"),
            SourceRange.NONE);
    var action =
        new Action(
            Str.of("copy"), Dict.EMPTY, Optional.empty(), Optional.empty(), SourceRange.NONE);
    var task =
        new Task(Keywords.NONE, action, Optional.empty(), Path.of(taskFile), SourceRange.NONE);
    return SearchPath.of(new PlannedTask(1, task, Lineage.of(play), false, List.of()));
  }

  @Test
  void looksBesideThePlaybook() {
    assertEquals(
        List.of(Path.of("/p/files/x"), Path.of("/p/x")),
        of("/p/site.yml").candidates("files", "x"));
  }

  @Test
  void looksBesideTheTaskFileFirst() {
    assertEquals(
        List.of(
            Path.of("/p/sub/files/x"), Path.of("/p/sub/x"), Path.of("/p/files/x"), Path.of("/p/x")),
        of("/p/sub/more.yml").candidates("files", "x"));
  }

  @Test
  void anAbsoluteNameIsItself() {
    assertEquals(List.of(Path.of("/etc/x")), of("/p/site.yml").candidates("files", "/etc/x"));
  }
}
