package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import io.jplay.core.playbook.Action;
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
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How tasks are called in output: `role : name`, or the action when a task has no name.
final class TaskNames {
  private static final String RAW = "_raw_params";

  private final Renderer renderer;
  private final ModuleCatalog modules;
  private final KnownSecrets secrets;

  TaskNames(Services services) {
    this.renderer = services.renderer();
    this.modules = services.modules();
    this.secrets = services.secrets();
  }

  TaskRef ref(PlannedTask planned, Scope scope) {
    String action = PythonText.str(planned.task().action().module());
    String own =
        planned
            .task()
            .keywords()
            .get(Keyword.NAME)
            .map(n -> text(n, scope))
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
    try {
      Value rendered = renderer.renderOrUndefined(name, scope);
      return switch (Masking.masked(rendered)) {
        case Undefined _, Omit _ -> PythonText.str(name).strip();
        // what the playbook itself calls a task is no secret, whatever a host has in common with it
        case Str s -> (name instanceof Str ? s.text() : secrets.mask(s.text())).strip();
        default -> "";
      };
    } catch (JplayException e) {
      return PythonText.str(name).strip();
    }
  }
}
