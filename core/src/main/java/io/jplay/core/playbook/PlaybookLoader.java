package io.jplay.core.playbook;

import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads playbooks, and during a run what dynamic includes ask for. Files are read once per loader.
/// Collects all problems; with errors, the value holds what could be loaded. Safe for any thread.
public final class PlaybookLoader {
  private final LoadOptions options;
  private final LoadedFiles files;

  public PlaybookLoader(LoadOptions options) {
    this.options = options;
    this.files = new LoadedFiles(options.files(), options.duplicates());
  }

  /// The surroundings of a dynamic include: the task (its file is searched from, its vars go with
  /// what it includes), the role that it is in, the file of its play, and the variables that names
  /// of nested static imports may use.
  public record IncludePoint(
      Task task, Optional<Role> role, Path playbook, boolean inHandlers, Scope scope) {}

  /// A playbook file with everything that it imports statically.
  public Parsed<Playbook> load(Path file) {
    var session = new LoadSession(options, files);
    Path path = file.toAbsolutePath().normalize();
    List<Play> plays = new PlayLoader(session).load(path, List.of(), List.of(), SourceRange.NONE);
    return new Parsed<>(new Playbook(path, plays), session.problems());
  }

  /// The tasks of an include_tasks whose file name is `name` after rendering, in a block with the
  /// task's vars and, inside it, one with the keywords of `apply`.
  public Parsed<Block> loadTasks(String name, IncludePoint point) {
    var session = new LoadSession(options, files);
    ImportLoader imports = new TaskLoader(session).imports();
    LoadContext context = context(point);
    List<Path> candidates = context.runCandidates(name);
    Optional<Path> found = LoadContext.first(candidates);
    if (found.isEmpty()) {
      session.add(LoadedFiles.notFound(candidates.getFirst(), point.task().where()));
    }
    List<Node> nodes =
        found.map(p -> imports.fileNodes(p, context, point.task().where())).orElse(List.of());
    return new Parsed<>(block(nodes, point.task(), imports), session.problems());
  }

  /// The role of an include_role whose options (`name`, `tasks_from` ...) are `rendered`: the
  /// blocks of its dependencies and its own, in such blocks as [#loadTasks] makes.
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
    return new Parsed<>(block(nodes, concrete, imports), session.problems());
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

  private static Block block(List<Node> nodes, Task task, ImportLoader imports) {
    Optional<Value> apply = task.action().options().get("apply");
    List<Node> inner =
        apply.isEmpty()
            ? nodes
            : List.of(block(imports.applied(apply.get(), task.where()), false, nodes, task));
    Dict vars = task.keywords().vars();
    return block(
        vars.isEmpty() ? Keywords.NONE : new Keywords(Map.of(Keyword.VARS, vars)),
        true,
        inner,
        task);
  }

  private static Block block(Keywords keywords, boolean included, List<Node> nodes, Task task) {
    return new Block(
        keywords, Optional.empty(), included, nodes, List.of(), List.of(), task.where());
  }
}
