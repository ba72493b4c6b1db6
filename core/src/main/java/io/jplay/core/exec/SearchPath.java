package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.NearFile;
import io.jplay.core.playbook.Role;
import io.jplay.core.source.FileSearch;
import io.jplay.core.source.SourceRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Where a task's files are looked for: its roles from inside out, with those that need them, the
/// directory of the file that it is written in, the playbook's (like ansible-core 2.18
/// parsing/dataloader.py path_dwim_relative_stack).
public final class SearchPath {
  private final List<Path> stack;
  private final Path playbook;

  private SearchPath(Collection<Path> stack, Path playbook) {
    this.stack = List.copyOf(stack);
    this.playbook = playbook;
  }

  public static SearchPath of(PlannedTask planned) {
    var stack = new LinkedHashSet<Path>();
    List<Role> roles = planned.lineage().roles();
    for (Role role : roles.reversed()) {
      stack.add(role.path());
      role.needers().reversed().forEach(needer -> stack.add(needer.path()));
    }
    stack.add(directory(planned.task().file()));
    return new SearchPath(stack, directory(planned.lineage().play().file()));
  }

  private static Path directory(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    return directory == null ? Path.of("/") : directory;
  }

  /// The directories of the task itself: its roles, and where it is written.
  List<Path> own() {
    return stack;
  }

  /// The directories that are looked below; that of the playbook always counts.
  public List<Path> bases() {
    var bases = new LinkedHashSet<>(stack);
    bases.add(playbook);
    return List.copyOf(bases);
  }

  /// All places where `name` may be, best first.
  public List<Path> candidates(String kind, String name) {
    return new FileSearch(playbook).below(stack, kind, name, false);
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
                            + "'"
                            + searched(name, places)
                            + " on the Ansible Controller.")
                    .withHint(hint(kind, places))));
  }

  private static String searched(String name, List<Path> places) {
    return Path.of(name).isAbsolute()
        ? ""
        : "\nSearched in:\n\t" + String.join("\n\t", places.stream().map(Path::toString).toList());
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
