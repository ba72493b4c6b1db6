package io.jplay.core.run;

import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.shell.Glob;
import java.util.List;
import java.util.Optional;

/// `--start-at-task`: the task that a play begins with. What stands before it is not looked at,
/// also what no host runs (`meta` tasks, dynamic includes), but facts are gathered first (like
/// ansible-core 2.18 executor/play_iterator.py).
record StartPoint(PlayContext context, Glob name) {

  /// Brings every host there; false when the play has no such task, and then nothing of it is left.
  boolean advance() {
    boolean found = false;
    for (String host : context.play().batch()) {
      found |= advance(host, context.play().cursor(host));
    }
    return found;
  }

  private boolean advance(String host, HostCursor cursor) {
    Optional<PlannedTask> facts = cursor.peek().filter(StartPoint::gathersForThePlay);
    Optional<PlannedTask> next = cursor.peek();
    while (next.isPresent() && !isMeant(next.get(), host)) {
      cursor.advance();
      next = cursor.peek();
    }
    boolean skipped = facts.isPresent() && !next.equals(facts);
    if (next.isPresent() && skipped) {
      cursor.insert(List.of(new PlanNode.Step(facts.get())));
    }
    return next.isPresent();
  }

  private static boolean gathersForThePlay(PlannedTask task) {
    return task.task().where().equals(task.lineage().play().where())
        && !MetaActions.isMeta(task.task());
  }

  private boolean isMeant(PlannedTask task, String host) {
    TaskRef ref = context.ref(task, host);
    String own = ref.name().substring(ref.role().isEmpty() ? 0 : ref.role().length() + 3);
    return !MetaActions.isMeta(task.task()) && (name.matches(ref.name()) || name.matches(own));
  }
}
