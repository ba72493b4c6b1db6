package io.jplay.core.exec;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task at its place in a play. Identity matters: the same task of a role used twice is planned
/// twice. `id` is unique in the run; `tags` are the effective ones; `collections` the play's or
/// role's.
public final class PlannedTask {
  private final long id;
  private final Task task;
  private final Lineage lineage;
  private final boolean handler;
  private final List<String> tags;
  private final List<Keyword> unsettled;

  public PlannedTask(long id, Task task, Lineage lineage, boolean handler, List<String> tags) {
    this.id = id;
    this.task = task;
    this.lineage = lineage;
    this.handler = handler;
    this.tags = List.copyOf(tags);
    this.unsettled = unsettled(task, lineage);
  }

  public long id() {
    return id;
  }

  public Task task() {
    return task;
  }

  public Lineage lineage() {
    return lineage;
  }

  /// The first condition (`when`) that is not met, outermost first.
  public Optional<Value> unmet(Renderer renderer, Scope scope) {
    for (Value level : lineage.all(task, Keyword.WHEN)) {
      for (Value condition : level instanceof Seq s ? s.items() : List.of(level)) {
        if (!renderer.test(condition, scope)) {
          return Optional.of(condition);
        }
      }
    }
    return Optional.empty();
  }

  /// The variable that takes its result, if any.
  Optional<String> register() {
    return task.keywords().get(Keyword.REGISTER).map(PythonText::str);
  }

  /// The action as the task names it.
  String actionName() {
    return PythonText.str(task.action().module());
  }

  public boolean isHandler() {
    return handler;
  }

  public List<String> tags() {
    return tags;
  }

  /// The typed keywords in force whose value must be rendered to know that it is right, or is wrong
  /// as it is written.
  List<Keyword> unsettled() {
    return unsettled;
  }

  private static List<Keyword> unsettled(Task task, Lineage lineage) {
    var open = new ArrayList<Keyword>();
    for (Keyword keyword : Keyword.TYPED) {
      lineage
          .nearest(task, keyword)
          .filter(written -> written instanceof Template || !keyword.takes(written))
          .ifPresent(_ -> open.add(keyword));
    }
    for (Keyword keyword : List.of(Keyword.NOTIFY, Keyword.TAGS)) {
      if (lineage.all(task, keyword).stream().anyMatch(PlannedTask::holdsTemplate)) {
        open.add(keyword);
      }
    }
    return List.copyOf(open);
  }

  private static boolean holdsTemplate(Value written) {
    return written instanceof Template
        || written instanceof Seq s && s.items().stream().anyMatch(Template.class::isInstance);
  }

  @Override
  public String toString() {
    return task.where().label();
  }
}
