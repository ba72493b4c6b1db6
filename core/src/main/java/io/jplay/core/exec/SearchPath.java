package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.NearFile;
import io.jplay.core.playbook.Role;
import io.jplay.core.source.SourceRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Where a task's files are looked for: its roles from inside out, with those that need them, the
/// directory of the file that it is written in, the playbook's (like ansible-core 2.18
/// parsing/dataloader.py path_dwim_relative_stack).
public final class SearchPath {
  private final List<Path> bases;

  private SearchPath(List<Path> bases) {
    this.bases = bases;
  }

  public static SearchPath of(PlannedTask planned) {
    var bases = new LinkedHashSet<Path>();
    List<Role> roles = planned.lineage().roles();
    for (Role role : roles.reversed()) {
      bases.add(role.path());
      role.needers().reversed().forEach(needer -> bases.add(needer.path()));
    }
    Path directory = planned.task().file().toAbsolutePath().getParent();
    if (directory != null) {
      bases.add(directory);
    }
    Path playbook = planned.lineage().play().file().toAbsolutePath().getParent();
    if (playbook != null) {
      bases.add(playbook);
    }
    return new SearchPath(List.copyOf(bases));
  }

  public List<Path> bases() {
    return bases;
  }

  /// All places where `name` may be, best first.
  public List<Path> candidates(String kind, String name) {
    Path given = Path.of(name);
    if (given.isAbsolute()) {
      return List.of(given);
    }
    var places = new LinkedHashSet<Path>();
    for (Path base : bases) {
      boolean inTasks = base.endsWith("tasks") || base.endsWith("handlers");
      if (inTasks && base.getParent() != null && !kind.equals("tasks")) {
        places.add(base.getParent().resolve(kind).resolve(given).normalize());
      }
      if (!kind.isEmpty()) {
        places.add(base.resolve(kind).resolve(given).normalize());
      }
      places.add(base.resolve(given).normalize());
    }
    return new ArrayList<>(places);
  }

  public Optional<Path> find(String kind, String name) {
    return candidates(kind, name).stream().filter(Files::exists).findFirst();
  }

  public Path require(String kind, String name, SourceRange where) {
    List<Path> places = candidates(kind, name);
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new JplayException(
                Diagnostic.error("JP1601", "file not found on the controller", where)
                    .withDetail(
                        "Could not find or access '"
                            + name
                            + "'\nSearched in:\n\t"
                            + String.join("\n\t", places.stream().map(Path::toString).toList())
                            + " on the Ansible Controller.")
                    .withHint(hint(kind, places))));
  }

  private static String hint(String kind, List<Path> places) {
    String near = NearFile.hint(places);
    if (!near.isEmpty()) {
      return near;
    }
    return kind.equals("vars")
        ? "put it into one of these places"
        : "if the file is on the host already, use 'remote_src: true'; if not, put it into one of"
            + " these places";
  }
}
