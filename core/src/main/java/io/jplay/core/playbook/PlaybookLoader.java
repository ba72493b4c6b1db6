package io.jplay.core.playbook;

import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads playbooks, and during a run what dynamic includes ask for. Files are read once per loader.
/// Collects all problems; with errors, the value holds what could be loaded. Safe for any thread.
public final class PlaybookLoader {
  /// ansible-core ends with Python's limit of recursion some way before.
  private static final int DEEPEST = 500;

  private final LoadOptions options;
  private final LoadedFiles files;

  public PlaybookLoader(LoadOptions options) {
    this.options = options;
    this.files = new LoadedFiles(options.files(), options.duplicates());
  }

  /// The surroundings of a dynamic include: the task (its vars go with what it includes), what
  /// encloses it, and the variables that names of files around it and of nested static imports may
  /// use.
  public record IncludePoint(Task task, Lineage lineage, boolean inHandlers, Scope scope) {}

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
    if (isTooDeep(point, session)) {
      return new Parsed<>(
          block(List.of(), new Origin.Written(), point.task(), imports), session.problems());
    }
    TaskFileSearch search = imports.search(context);
    Optional<Path> found = TaskFileSearch.first(search.forInclude(name));
    SourceRange where = point.task().where();
    if (found.isEmpty()) {
      session.add(LoadedFiles.notFound(search.missing(name), where));
    }
    Value given = point.task().action().options().get("file").orElse(Str.of(name));
    var origin = new Origin.TaskFile(given, found.orElse(search.missing(name)), true);
    List<Node> nodes = found.isPresent() ? imports.fileNodes(origin, context, where) : List.of();
    return new Parsed<>(block(nodes, origin, point.task(), imports), session.problems());
  }

  /// The role of an include_role whose options (`name`, `tasks_from` ...) are `rendered`: the
  /// blocks of its dependencies and its own, in such blocks as [#loadTasks] makes.
  public Parsed<Block> loadRole(Dict rendered, IncludePoint point) {
    var session = new LoadSession(options, files);
    ImportLoader imports = new TaskLoader(session).imports();
    LoadContext context = context(point);
    Task task = point.task();
    if (isTooDeep(point, session)) {
      return new Parsed<>(
          block(List.of(), new Origin.Written(), task, imports), session.problems());
    }
    Action old = task.action();
    var action =
        new Action(old.module(), rendered, Optional.empty(), Optional.empty(), old.where());
    var concrete = new Task(task.keywords(), action, task.loop(), task.file(), task.where());
    List<Block> blocks =
        RoleUse.of(concrete, false, context, session)
            .map(use -> imports.roles().load(use, context))
            .orElse(List.of());
    Origin origin = RoleLoader.origin(blocks, true);
    return new Parsed<>(block(List.copyOf(blocks), origin, concrete, imports), session.problems());
  }

  /// The file that a task would include by that name.
  public Optional<Path> findFile(String name, IncludePoint point) {
    var session = new LoadSession(options, files);
    return TaskFileSearch.first(
        new TaskLoader(session).imports().search(context(point)).forInclude(name));
  }

  /// Includes may go round, as a loop with an end; one that has none would fill the memory.
  private static boolean isTooDeep(IncludePoint point, LoadSession session) {
    int depth = point.lineage().origins().size();
    if (depth < DEEPEST) {
      return false;
    }
    session.error(
        "JP1210",
        "includes without end",
        "%d includes are nested here; a `when` has to end it".formatted(depth),
        point.task().where());
    return true;
  }

  private static LoadContext context(IncludePoint point) {
    Lineage lineage = point.lineage();
    Path playbook = lineage.play().file().toAbsolutePath().normalize();
    Path directory = Optional.ofNullable(playbook.getParent()).orElse(Path.of("/"));
    return new LoadContext(
            directory,
            List.of(),
            lineage.role().map(Role::path),
            point.inHandlers(),
            collections(point),
            point.scope(),
            lineage.origins())
        .withVars(point.task().keywords().vars());
  }

  private static List<String> collections(IncludePoint point) {
    return point.lineage().nearest(point.task(), Keyword.COLLECTIONS).orElse(Seq.EMPTY)
            instanceof Seq names
        ? names.stream().filter(Str.class::isInstance).map(s -> ((Str) s).text()).toList()
        : List.of();
  }

  private static Block block(List<Node> nodes, Origin origin, Task task, ImportLoader imports) {
    Optional<Value> apply = task.action().options().get("apply");
    List<Node> inner =
        apply.isEmpty()
            ? nodes
            : List.of(
                block(imports.applied(apply.get(), task.where()), Block.WRITTEN, nodes, task));
    Dict vars = task.keywords().vars();
    return block(
        vars.isEmpty() ? Keywords.NONE : new Keywords(Map.of(Keyword.VARS, vars)),
        origin,
        inner,
        task);
  }

  private static Block block(Keywords keywords, Origin origin, List<Node> nodes, Task task) {
    return new Block(keywords, Optional.empty(), origin, nodes, List.of(), List.of(), task.where());
  }
}
