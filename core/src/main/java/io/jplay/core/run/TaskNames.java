package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Role;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// How tasks are called in output: `role : name`, or the action when a task has no name.
final class TaskNames {
  private final Renderer renderer;

  TaskNames(Renderer renderer) {
    this.renderer = renderer;
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
            .orElse(action);
    String role = planned.lineage().role().map(Role::name).orElse("");
    return new TaskRef(
        planned.id(),
        role.isEmpty() ? own : role + " : " + own,
        action,
        planned.task().where().isKnown()
            ? planned.task().where().source().name() + ":" + planned.task().where().line()
            : "",
        role,
        planned.tags(),
        planned.isHandler(),
        "");
  }

  /// A name whose template cannot be rendered is shown as it is written.
  private String text(Value name, Scope scope) {
    try {
      Value rendered = renderer.renderOrUndefined(name, scope);
      return PythonText.str(rendered instanceof Undefined ? name : rendered).strip();
    } catch (JplayException e) {
      return PythonText.str(name).strip();
    }
  }
}
