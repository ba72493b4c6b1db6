package io.jplay.core.exec;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
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

  public PlannedTask(long id, Task task, Lineage lineage, boolean handler, List<String> tags) {
    this.id = id;
    this.task = task;
    this.lineage = lineage;
    this.handler = handler;
    this.tags = List.copyOf(tags);
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
  Optional<String> register(Renderer renderer, Scope scope) {
    return task.keywords()
        .get(Keyword.REGISTER)
        .map(name -> PythonText.str(renderer.render(name, scope)));
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

  @Override
  public String toString() {
    return task.where().label();
  }
}
