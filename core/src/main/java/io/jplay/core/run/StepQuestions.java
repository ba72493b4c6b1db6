package io.jplay.core.run;

import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.shell.Glob;
import java.util.Optional;

/// `--step` and `--start-at-task`: whether a task is to run at all. Owned by the play thread.
final class StepQuestions {
  private final PlayContext context;
  private boolean asking;
  private Optional<String> startAt;

  StepQuestions(PlayContext context, boolean asking, Optional<String> startAt) {
    this.context = context;
    this.asking = asking;
    this.startAt = startAt;
  }

  /// Whether the task to start at has been met.
  boolean hasStarted() {
    return startAt.isEmpty();
  }

  boolean mayRun(PlannedTask task, String host) throws InterruptedException {
    TaskRef ref = context.ref(task, host);
    if (startAt.isPresent() && !task.isHandler() && !ref.action().endsWith("gather_facts")) {
      String own = ref.name().substring(ref.role().isEmpty() ? 0 : ref.role().length() + 3);
      if (!Glob.of(startAt.get()).matches(ref.name()) && !Glob.of(startAt.get()).matches(own)) {
        return false;
      }
      startAt = Optional.empty();
    }
    if (!asking) {
      return true;
    }
    String answer =
        context
            .services()
            .prompter()
            .ask("Perform task: " + ref.name() + " (N)o/(y)es/(c)ontinue: ", false, 0)
            .orElse("n")
            .strip()
            .toLowerCase(java.util.Locale.ROOT);
    if (answer.equals("c") || answer.equals("continue")) {
      asking = false;
      return true;
    }
    return answer.equals("y") || answer.equals("yes");
  }
}
