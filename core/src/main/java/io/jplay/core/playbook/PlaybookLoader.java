package io.jplay.core.playbook;

import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/// Loads playbooks, and during a run what dynamic includes ask for. Files are read once per loader.
/// Collects all problems; with errors, the value holds what could be loaded. Safe for any thread.
public final class PlaybookLoader {
  private final LoadOptions options;
  private final LoadedFiles files;

  public PlaybookLoader(LoadOptions options) {
    this.options = options;
    this.files = new LoadedFiles(options.files());
  }

  /// The surroundings of a dynamic include: the task (its file is searched from), the role that it
  /// is in, the file of its play, and the variables that names of nested static imports may use.
  public record IncludePoint(
      Task task, Optional<Role> role, Path playbook, boolean inHandlers, Scope scope) {}

  /// A playbook file with everything that it imports statically.
  public Parsed<Playbook> load(Path file) {
    var session = new LoadSession(options, files);
    Path path = file.toAbsolutePath().normalize();
    List<Play> plays = new PlayLoader(session).load(path, List.of(), List.of(), SourceRange.NONE);
    return new Parsed<>(new Playbook(path, plays), session.problems());
  }

  /// The tasks of an include_tasks whose file name is `name` after rendering. The block has the
  /// keywords of `apply` (rendered by the caller or raw) and the task's vars.
  public Parsed<Block> loadTasks(String name, IncludePoint point) {
    var session = new LoadSession(options, files);
    ImportLoader imports = new TaskLoader(session).imports();
    LoadContext context = context(point);
    Keywords keywords = keywords(point.task(), imports);
    List<Path> candidates = context.runCandidates(name);
    Optional<Path> found = LoadContext.first(candidates);
    if (found.isEmpty()) {
      session.add(LoadedFiles.notFound(candidates.getFirst(), point.task().where()));
    }
    List<Node> nodes =
        found.map(p -> imports.fileNodes(p, context, point.task().where())).orElse(List.of());
    return new Parsed<>(block(keywords, nodes, point.task()), session.problems());
  }

  /// The role of an include_role whose options (`name`, `tasks_from` ...) are `rendered`: a block
  /// with the keywords of `apply` and the task's vars, which has the blocks of its dependencies and
  /// its own.
  public Parsed<Block> loadRole(Dict rendered, IncludePoint point) {
    var session = new LoadSession(options, files);
    ImportLoader imports = new TaskLoader(session).imports();
    LoadContext context = context(point);
    Task task = point.task();
    Action old = task.action();
    var action =
        new Action(old.module(), rendered, Optional.empty(), Optional.empty(), old.where());
    var concrete = new Task(task.keywords(), action, task.loop(), task.file(), task.where());
    List<Node> nodes = new ArrayList<>();
    RoleUse.of(concrete, false, context, session)
        .ifPresent(use -> nodes.addAll(imports.roles().load(use, context)));
    return new Parsed<>(block(keywords(concrete, imports), nodes, task), session.problems());
  }

  /// The file that a task would include by that name.
  public Optional<Path> findFile(String name, IncludePoint point) {
    return LoadContext.first(context(point).runCandidates(name));
  }

  private static LoadContext context(IncludePoint point) {
    Path playbook = point.playbook().toAbsolutePath().normalize();
    Path directory = Optional.ofNullable(playbook.getParent()).orElse(Path.of("/"));
    return new LoadContext(
        directory,
        List.of(point.task().file()),
        point.role().map(Role::path),
        point.inHandlers(),
        collections(point.role()),
        point.scope());
  }

  private static List<String> collections(Optional<Role> role) {
    return role.map(Role::fqcn)
        .map(n -> n.split("\\.", -1))
        .filter(p -> p.length >= 3)
        .map(p -> List.of(p[0] + "." + p[1]))
        .orElse(List.of());
  }

  private static Keywords keywords(Task task, ImportLoader imports) {
    Value apply = task.action().options().get("apply").orElse(Null.NULL);
    Keywords applied = imports.applied(apply, task.where());
    Dict vars = applied.vars().plus(task.keywords().vars());
    if (vars.isEmpty()) {
      return applied;
    }
    var all = new EnumMap<Keyword, Value>(Keyword.class);
    all.putAll(applied.values());
    all.put(Keyword.VARS, vars);
    return new Keywords(all);
  }

  private static Block block(Keywords keywords, List<Node> nodes, Task task) {
    return new Block(keywords, Optional.empty(), false, nodes, List.of(), List.of(), task.where());
  }
}
