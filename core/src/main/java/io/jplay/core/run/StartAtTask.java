package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.shell.Glob;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `--start-at-task`: the task that the run begins with, by its name or a glob of it, as written or
/// as rendered, with or without its role's. What stands before it is not looked at, also what no
/// host runs (`meta` tasks, dynamic includes), but facts are gathered first (like ansible-core 2.18
/// executor/play_iterator.py). Owned by the play thread.
final class StartAtTask {
  private final Optional<String> name;
  private final Set<String> passed = new TreeSet<>();
  private boolean met;

  StartAtTask(Optional<String> name) {
    this.name = name;
  }

  /// Brings every host of a batch there, unless the run has begun already; to the end of the play
  /// when it has no such task.
  void advance(PlayContext context) {
    if (name.isEmpty() || met) {
      return;
    }
    Glob glob = Glob.of(name.get());
    for (String host : context.play().batch()) {
      met |= advance(context, glob, host);
    }
  }

  /// What to tell when no play had the task.
  Optional<Diagnostic> problem() {
    return name.filter(n -> !met)
        .map(n ->
            Diagnostic.error("JP1917", "no task to start at", SourceRange.NONE)
                .withDetail("No matching task \"" + n + "\" found.")
                .withHint(
                    Suggestion.nearest(n, passed)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(
                            "it knows the tasks of plays and imports, but none of include_tasks and"
                                + " include_role, of handlers or of rescue")));
  }

  private boolean advance(PlayContext context, Glob glob, String host) {
    HostCursor cursor = context.play().cursor(host);
    Optional<PlannedTask> facts = cursor.peek().filter(StartAtTask::gathersForThePlay);
    Optional<PlannedTask> next = cursor.peek();
    while (next.isPresent() && !isMeant(context, glob, next.get(), host)) {
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

  private boolean isMeant(PlayContext context, Glob glob, PlannedTask task, String host) {
    if (MetaActions.isMeta(task.task()) && MetaActions.isImplied(task)) {
      return false;
    }
    TaskRef ref = context.ref(task, host);
    String role = ref.role().isEmpty() ? "" : ref.role() + " : ";
    Stream<String> written =
        task.task().keywords().get(Keyword.NAME).map(PythonText::str).stream()
            .flatMap(text -> Stream.of(text, role + text));
    Stream<String> rendered = Stream.of(without(role, ref.name()), ref.name());
    passed.add(ref.name());
    passed.add(without(role, ref.name()));
    return Stream.concat(written, rendered)
        .anyMatch(text -> name.filter(text::equals).isPresent() || glob.matches(text));
  }

  private static String without(String role, String name) {
    return name.startsWith(role) ? name.substring(role.length()) : name;
  }
}
