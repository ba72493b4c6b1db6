package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Role;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How tasks are called in output: `role : name`, or the action when a task has no name. A name is
/// rendered for the first host that comes to the task, and stays for all others and for the batches
/// that follow (like ansible-core 2.18, whose strategies write it into the task). One for each
/// play; owned by the play thread.
final class TaskNames {
  private static final String RAW = "_raw_params";

  private final Renderer renderer;
  private final ModuleCatalog modules;
  private final KnownSecrets secrets;

  /// Tasks that were planned with the play have the same place in each batch; those that are
  /// included are new each time, and have a negative one.
  private final Map<Long, Long> places = new HashMap<>();

  private final Map<Long, String> settled = new HashMap<>();
  private final Set<Long> parted = new HashSet<>();

  TaskNames(Services services) {
    this.renderer = services.renderer();
    this.modules = services.modules();
    this.secrets = services.secrets();
  }

  /// The tasks of another batch of the play.
  void begin(List<? extends PlanNode> plan, List<PlannedTask> handlers) {
    places.clear();
    parted.clear();
    PlanNode.forEachTask(plan, this::addPlace);
    handlers.forEach(this::addPlace);
  }

  /// What the play lists as its roles is new in each batch.
  private void addPlace(PlannedTask planned) {
    List<Block> around = planned.lineage().blocks();
    boolean isListed =
        !planned.isHandler()
            && !around.isEmpty()
            && planned.lineage().play().roles().contains(around.getFirst());
    if (written(planned).isPresent() && !isListed) {
      places.put(planned.id(), (long) places.size());
    }
  }

  /// The block of an include is each host's own from there on, and so are the names in it that were
  /// not settled before.
  void part(List<PlannedTask> block) {
    block.stream().filter(task -> settled(task).isEmpty()).forEach(task -> parted.add(task.id()));
  }

  /// Hosts come to a task: its name is settled by the first that can render it, if it was not
  /// before. `scopes` are those of the hosts in their order, made as far as they are needed.
  void settle(PlannedTask planned, Stream<Scope> scopes) {
    written(planned)
        .filter(name -> settled(planned).isEmpty() && !parted.contains(planned.id()))
        .flatMap(name -> scopes.flatMap(scope -> rendered(name, scope).stream()).findFirst())
        .ifPresent(name -> settled.put(place(planned), name));
  }

  /// The name of a task that has come to stay.
  Optional<String> settled(PlannedTask planned) {
    return Optional.ofNullable(settled.get(place(planned)));
  }

  private long place(PlannedTask planned) {
    return places.getOrDefault(planned.id(), -planned.id());
  }

  /// A name that is a template.
  private static Optional<Template> written(PlannedTask planned) {
    return planned
        .task()
        .keywords()
        .get(Keyword.NAME)
        .filter(Template.class::isInstance)
        .map(Template.class::cast);
  }

  TaskRef ref(PlannedTask planned, Scope scope) {
    String action = PythonText.str(planned.task().action().module());
    String own =
        planned
            .task()
            .keywords()
            .get(Keyword.NAME)
            .map(n -> settled(planned).orElseGet(() -> text(n, scope)))
            .filter(n -> !n.isEmpty())
            .orElseGet(() -> unnamed(planned, action));
    String role = planned.lineage().role().map(Role::fqcn).orElse("");
    return new TaskRef(
        planned.id(),
        prefix(role, action) + own,
        action,
        place(planned.task().where()),
        role,
        planned.tags(),
        planned.isHandler(),
        isSecret(planned) ? Dict.EMPTY : arguments(planned),
        isSecret(planned));
  }

  /// What stands before the name of a task: its role, but not for one that includes another.
  static String prefix(String role, String action) {
    return role.isEmpty() || isRoleInclude(action) ? "" : role + " : ";
  }

  /// Hidden unless `no_log` is false as it stands: a template of it is not asked.
  private static boolean isSecret(PlannedTask planned) {
    return planned
        .lineage()
        .nearest(planned.task(), Keyword.NO_LOG)
        .filter(value -> !value.equals(Bool.of(false)))
        .isPresent();
  }

  /// The options of an action as they are written, but for what takes a password.
  private Dict arguments(PlannedTask planned) {
    Action action = planned.task().action();
    Dict options =
        modules
            .find(PythonText.str(action.module()), List.of())
            .map(module -> module.withoutSecrets(action.options()))
            .orElse(action.options());
    boolean includes = PythonText.str(action.module()).matches("(.*\\.)?(include|import)_tasks");
    return action
        .freeForm()
        .or(() -> includes ? options.get("file") : Optional.empty())
        .map(text -> (includes ? options.without("file") : options).with(RAW, text))
        .orElse(options);
  }

  private static String place(SourceRange where) {
    if (!where.isKnown()) {
      return "";
    }
    String file = where.source().name();
    return (where.source().isFile() ? Path.of(file).toAbsolutePath().normalize() : file)
        + ":"
        + where.line();
  }

  /// The name of a task without one: its action, and what role it includes.
  private static String unnamed(PlannedTask planned, String action) {
    Dict options = planned.task().action().options();
    return isRoleInclude(action)
        ? options
            .get("name")
            .or(() -> options.get("role"))
            .map(name -> action + " : " + PythonText.str(name))
            .orElse(action)
        : action;
  }

  private static boolean isRoleInclude(String action) {
    return action.substring(action.lastIndexOf('.') + 1).equals("include_role");
  }

  /// A name whose template cannot be rendered is shown as it is written; one with a secret in it is
  /// masked, because every view and the journal show names. What renders to no text is no name
  /// (like ansible-core 2.18 plugins/strategy/linear.py).
  private String text(Value name, Scope scope) {
    return rendered(name, scope).orElseGet(() -> PythonText.str(name).strip());
  }

  private Optional<String> rendered(Value name, Scope scope) {
    try {
      Value rendered = renderer.renderOrUndefined(name, scope);
      return switch (Masking.masked(rendered)) {
        case Undefined _, Omit _ -> Optional.empty();
        // what the playbook itself calls a task is no secret, whatever a host has in common with it
        case Str s ->
            Optional.of((name instanceof Str ? s.text() : secrets.mask(s.text())).strip());
        default -> Optional.of("");
      };
    } catch (JplayException e) {
      return Optional.empty();
    }
  }
}
