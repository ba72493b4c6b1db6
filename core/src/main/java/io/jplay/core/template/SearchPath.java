package io.jplay.core.template;

import io.jplay.core.source.ControllerPath;
import io.jplay.core.source.FileSearch;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a task's files are looked for: in each directory of its `ansible_search_path`, then in
/// that of the play, first below `files/` (or `templates/`, `vars/`), then beside it.
public record SearchPath(Path directory, String home) {

  /// The first file or directory of that name. `kind` is `files`, `templates` or `vars`.
  public Optional<Path> find(String kind, String name, Scope scope) {
    Path given;
    try {
      given = Path.of(ControllerPath.expand(name, home));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (given.isAbsolute()) {
      return Optional.of(given).filter(Files::exists);
    }
    return candidates(kind, given, scope).stream().filter(Files::exists).findFirst();
  }

  private List<Path> candidates(String kind, Path name, Scope scope) {
    boolean inRole = !(scope.lookup("role_path") instanceof Undefined);
    return new FileSearch(base(scope)).below(bases(scope), kind, name.toString(), inRole);
  }

  /// Every place where a file of that name is looked for.
  public List<Path> candidates(String kind, String name, Scope scope) {
    try {
      Path given = Path.of(ControllerPath.expand(name, home));
      return given.isAbsolute() ? List.of(given) : candidates(kind, given, scope);
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  /// The directory of the play.
  public Path base(Scope scope) {
    return scope.lookup("playbook_dir") instanceof Str s ? Path.of(s.text()) : directory;
  }

  private List<Path> bases(Scope scope) {
    return scope.lookup("ansible_search_path") instanceof Seq paths
        ? paths.stream().map(PythonText::str).map(Path::of).toList()
        : List.of(base(scope));
  }
}
