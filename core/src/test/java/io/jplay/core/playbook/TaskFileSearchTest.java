package io.jplay.core.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Str;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileSearchTest {
  @TempDir Path dir;

  private static Origin file(String name) {
    return new Origin.TaskFile(Str.of(name), Path.of(name), true);
  }

  private TaskFileSearch search(Optional<String> role, boolean handlers, Origin... origins) {
    return new TaskFileSearch(
        dir,
        role.map(dir::resolve),
        handlers,
        List.of(origins),
        value -> value instanceof Str s ? Optional.of(s.text()) : Optional.empty());
  }

  /// Without the working directory, which counts as well.
  private String shown(List<Path> places) {
    return String.join(
        " ",
        places.stream()
            .filter(p -> p.startsWith(dir))
            .map(p -> dir.relativize(p).toString())
            .toList());
  }

  @Test
  void joinsTheDirectoriesOfTheIncludesAround() {
    var nested = search(Optional.empty(), false, file("deep/b.yml"), file("sub/a.yml"));
    assertEquals("deep/x.yml x.yml sub/deep/x.yml", shown(nested.forInclude("x.yml")));
    assertEquals("deep/x.yml x.yml sub/deep/x.yml", shown(nested.forImport("x.yml")));
    var direct = search(Optional.empty(), false);
    assertEquals("x.yml", shown(direct.forInclude("x.yml")));
    assertEquals("x.yml", shown(direct.forImport("x.yml")));
  }

  @Test
  void aRolesOwnDirectoriesComeFirstForIncludes() {
    var nested = search(Optional.of("r"), false, file("sub/a.yml"));
    assertEquals(
        "r/tasks/x.yml r/x.yml tasks/x.yml x.yml r/tasks/sub/tasks/x.yml r/tasks/sub/x.yml",
        shown(nested.forInclude("x.yml")));
    assertEquals(
        "r/tasks/sub/tasks/x.yml r/tasks/sub/x.yml tasks/x.yml x.yml r/tasks/x.yml r/x.yml",
        shown(nested.forImport("x.yml")));
    var handlers = search(Optional.of("r"), true);
    assertEquals(
        "r/handlers/x.yml r/tasks/x.yml r/x.yml handlers/x.yml x.yml",
        shown(handlers.forInclude("x.yml")));
  }

  @Test
  void aRoleIsRecognizedByItsFiles() throws Exception {
    Files.createDirectories(dir.resolve("r/tasks"));
    Files.writeString(dir.resolve("r/tasks/main.yml"), "");
    var nested = search(Optional.of("r"), false, file("tasks/a.yml"));
    assertEquals(
        "r/tasks/tasks/tasks/x.yml r/tasks/tasks/x.yml tasks/x.yml x.yml r/tasks/x.yml r/x.yml",
        shown(nested.forImport("x.yml")));
  }

  @Test
  void aRoleThatTasksBringInIsOnTheWay() {
    var inner = search(Optional.of("r"), false, file("sub/a.yml"), roleOf("q"));
    assertEquals(
        "r/tasks/x.yml r/x.yml tasks/x.yml x.yml r/tasks/sub/tasks/x.yml r/tasks/sub/x.yml"
            + " q/sub/tasks/x.yml q/sub/x.yml",
        shown(inner.forInclude("x.yml")));
    assertEquals(
        "r/tasks/sub/tasks/x.yml r/tasks/sub/x.yml tasks/x.yml x.yml r/tasks/x.yml r/x.yml",
        shown(inner.forImport("x.yml")));
  }

  private Origin roleOf(String name) {
    return new Origin.RoleTasks(dir.resolve(name), true);
  }
}
