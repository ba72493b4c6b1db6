package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tasks that bring in other tasks: static ones are replaced by what they import, dynamic ones are
/// checked and brought into one form (`options` has `file` or `name`).
final class ImportLoader {
  private static final Set<String> TASK_OPTIONS = Set.of("file", "apply");
  private static final Set<String> ROLE_OPTIONS =
      Set.of(
          "name",
          "role",
          "tasks_from",
          "vars_from",
          "defaults_from",
          "handlers_from",
          "apply",
          "public",
          "allow_duplicates",
          "rolespec_validate");

  /// The keywords that a dynamic include may have.
  private static final Set<Keyword> INCLUDE_KEYWORDS =
      Set.of(
          Keyword.COLLECTIONS,
          Keyword.DEBUGGER,
          Keyword.IGNORE_ERRORS,
          Keyword.LOOP_CONTROL,
          Keyword.NAME,
          Keyword.NO_LOG,
          Keyword.REGISTER,
          Keyword.RUN_ONCE,
          Keyword.TAGS,
          Keyword.TIMEOUT,
          Keyword.VARS,
          Keyword.WHEN,
          Keyword.LISTEN);

  private final LoadSession session;
  private final TaskLoader tasks;
  private final RoleLoader roles;

  ImportLoader(LoadSession session, TaskLoader tasks) {
    this.session = session;
    this.tasks = tasks;
    this.roles = new RoleLoader(session, tasks);
  }

  RoleLoader roles() {
    return roles;
  }

  /// The node that a task stands for: itself, or what it imports. Empty after an error.
  Optional<Node> expand(Task task, Dict entry, LoadContext context) {
    String module = task.action().module() instanceof Str s ? ActionReader.shortName(s.text()) : "";
    return switch (module) {
      case "include_tasks" -> dynamicTasks(task);
      case "import_tasks" -> fileOption(task).flatMap(t -> staticTasks(t, entry, context));
      case "include" -> legacyInclude(task, entry, context);
      case "include_role" ->
          roleOptions(task, module).flatMap(t -> dynamicKeywords(t, "IncludeRole"));
      case "import_role" -> roleOptions(task, module).flatMap(t -> staticRole(t, entry, context));
      case "import_playbook" -> {
        session.error(
            "JP1202",
            "playbook imported in a list of tasks",
            "import_playbook may only stand at the top level of a playbook",
            task.where());
        yield Optional.empty();
      }
      default -> Optional.of(task);
    };
  }

  private Optional<Node> dynamicTasks(Task task) {
    return fileOption(task).flatMap(t -> dynamicKeywords(t, "TaskInclude"));
  }

  private Diagnostic unfit(Keyword keyword, SourceRange where, String kind) {
    Diagnostic problem =
        session.options().strictIncludes()
            ? Diagnostic.error("JP1203", "unknown key", where)
                .withDetail("'" + keyword.key() + "' is not a valid attribute for a " + kind)
            : Diagnostic.warning("JP1203", "unknown key", where)
                .withDetail("Ignoring invalid attribute: " + keyword.key());
    return problem.withHint("give it under 'apply:' to have it on the included tasks");
  }

  private Optional<Node> dynamicKeywords(Task task, String kind) {
    Keywords fitting = task.keywords().only(INCLUDE_KEYWORDS);
    for (var entry : task.keywords().values().entrySet()) {
      if (!fitting.has(entry.getKey())) {
        session.add(unfit(entry.getKey(), entry.getValue().tag().origin(), kind));
      }
    }
    Optional<Value> apply = task.action().options().get("apply");
    if (apply.isPresent() && !(apply.get() instanceof Dict)) {
      session.error(
          "JP1217",
          "options of an include are wrong",
          "Expected a dict for apply but got " + ActionReader.type(apply.get()) + " instead",
          apply.get().tag().origin());
    }
    apply.ifPresent(a -> applied(a, task.where()));
    return Optional.of(new Task(fitting, task.action(), task.loop(), task.file(), task.where()));
  }

  /// The keywords of `apply:`, which are those of a block.
  Keywords applied(Value apply, SourceRange where) {
    var reader = new KeywordReader(session, Keyword.Place.BLOCK, "Block");
    if (apply instanceof Dict dict) {
      dict.entries()
          .forEach((key, value) -> {
            if (key instanceof Str name && !reader.accept(name, value)) {
              session.unknownKey(name, "Block", reader.known());
            }
          });
    }
    return reader.keywords();
  }

  /// The task with its file name as option `file`.
  private Optional<Task> fileOption(Task task) {
    Action action = task.action();
    String module = ArgumentText.textOf(action.module());
    Dict options = action.options();
    for (Value key : options.keys()) {
      if (key instanceof Str s && !TASK_OPTIONS.contains(s.text())) {
        invalidOption(module, s);
        return Optional.empty();
      }
    }
    Optional<Value> file = action.freeForm().or(() -> options.get("file"));
    if (file.isEmpty() || file.get() instanceof Null) {
      session.error(
          "JP1217",
          "options of an include are wrong",
          "No file specified for " + module,
          task.where());
      return Optional.empty();
    }
    return Optional.of(withOptions(task, options.with("file", file.get())));
  }

  private void invalidOption(String module, Str option) {
    var known = module.endsWith("_role") ? ROLE_OPTIONS : TASK_OPTIONS;
    session.add(
        Diagnostic.error("JP1217", "options of an include are wrong", option.tag().origin())
            .withDetail("Invalid options for " + module + ": " + option.text())
            .withHint(Suggestion.hint(option.text(), known)));
  }

  private static Task withOptions(Task task, Dict options) {
    Action old = task.action();
    var action = new Action(old.module(), options, Optional.empty(), old.whole(), old.where());
    return new Task(task.keywords(), action, task.loop(), task.file(), task.where());
  }

  /// `include:` of Ansible before 2.16: static unless it has a loop or a templated name; further
  /// options are variables.
  private Optional<Node> legacyInclude(Task task, Dict entry, LoadContext context) {
    session.deprecated(
        "\"include\" is deprecated, use include_tasks/import_tasks instead",
        "use import_tasks, or include_tasks where it has a loop",
        task.action().where());
    Dict options = task.action().options();
    Dict params = options.without("file").without("static").without("apply");
    var keywords = new EnumMap<Keyword, Value>(Keyword.class);
    keywords.putAll(task.keywords().values());
    if (!params.isEmpty()) {
      keywords.put(Keyword.VARS, task.keywords().vars().plus(params));
    }
    Dict rest = options.get("file").map(f -> Dict.EMPTY.with("file", f)).orElse(Dict.EMPTY);
    boolean fixed =
        task.loop().isEmpty()
            && !(task.action().freeForm().or(() -> options.get("file")).orElse(Null.NULL)
                instanceof Template);
    Str module = new Str(fixed ? "import_tasks" : "include_tasks", task.action().module().tag());
    var action =
        new Action(module, rest, task.action().freeForm(), Optional.empty(), task.action().where());
    var modern = new Task(new Keywords(keywords), action, task.loop(), task.file(), task.where());
    Optional<Task> named = fileOption(modern);
    return fixed ? named.flatMap(t -> staticTasks(t, entry, context)) : named.map(t -> t);
  }

  private Optional<Node> staticTasks(Task task, Dict entry, LoadContext context) {
    if (hasLoop(task, "import_tasks", "include_tasks")) {
      return Optional.empty();
    }
    LoadContext inner = context.withVars(task.keywords().vars());
    Value name = task.action().options().get("file").orElse(Null.NULL);
    return session
        .name(name, inner.scope(), "file")
        .flatMap(file -> find(file, inner, name.tag().origin()))
        .map(path -> imported(task, inner, new Origin.TaskFile(name, path, false)));
  }

  private Optional<Path> find(String name, LoadContext context, SourceRange where) {
    TaskFileSearch search = search(context);
    Optional<Path> found = TaskFileSearch.first(search.forImport(name));
    if (found.isEmpty()) {
      session.add(LoadedFiles.notFound(search.missing(name), where));
    }
    return found;
  }

  /// Where the files are that tasks of a context name.
  TaskFileSearch search(LoadContext context) {
    return new TaskFileSearch(
        context.playbookDir(),
        context.rolePath(),
        context.handlers(),
        context.origins(),
        name -> session.knownName(name, context.scope()));
  }

  private Block imported(Task task, LoadContext context, Origin.TaskFile origin) {
    return new Block(
        task.keywords(),
        Optional.empty(),
        origin,
        fileNodes(origin, context, task.where()),
        List.of(),
        List.of(),
        task.where());
  }

  /// The nodes of a task file.
  List<Node> fileNodes(Origin.TaskFile origin, LoadContext context, SourceRange where) {
    Path path = origin.file().normalize();
    if (context.files().contains(path)) {
      session.error(
          "JP1210",
          "circular import",
          path + " imports itself, directly or through other files",
          where);
      return List.of();
    }
    Value content = session.read(path, where);
    if (!(content instanceof Seq || content instanceof Null)) {
      session.add(
          Diagnostic.error("JP1221", "task file has the wrong form", content.tag().origin())
              .withDetail("included task files must contain a list of tasks")
              .withHint("begin each task with '- '"));
      return List.of();
    }
    return tasks.nodes(content, context.from(origin).in(path));
  }

  private boolean hasLoop(Task task, String module, String instead) {
    if (task.loop().isEmpty()) {
      return false;
    }
    session.error(
        "JP1213",
        "loop on a static import",
        "You cannot use loops on '%s' statements. You should use '%s' instead."
            .formatted(module, instead),
        task.where());
    return true;
  }

  private Optional<Task> roleOptions(Task task, String module) {
    Dict options = task.action().options();
    for (Value key : options.keys()) {
      if (key instanceof Str s && !ROLE_OPTIONS.contains(s.text())) {
        invalidOption(module, s);
        return Optional.empty();
      }
    }
    Optional<Value> name = options.get("name").or(() -> options.get("role"));
    if (task.action().whole().isEmpty() && (name.isEmpty() || name.get() instanceof Null)) {
      session.error(
          "JP1217",
          "options of an include are wrong",
          "'name' is a required field for " + module + ".",
          task.where());
      return Optional.empty();
    }
    return Optional.of(
        name.map(n -> withOptions(task, options.without("role").with("name", n))).orElse(task));
  }

  private Optional<Node> staticRole(Task task, Dict entry, LoadContext context) {
    if (hasLoop(task, "import_role", "include_role")) {
      return Optional.empty();
    }
    LoadContext inner = context.withVars(task.keywords().vars());
    Optional<RoleUse> use = RoleUse.of(task, true, inner, session);
    return use.map(u -> roles.load(u, inner))
        .map(blocks ->
            new Block(
                task.keywords(),
                Optional.empty(),
                RoleLoader.origin(blocks, false),
                List.<Node>copyOf(blocks),
                List.of(),
                List.of(),
                task.where()));
  }
}
