package io.jplay.core.run;

import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import java.util.Locale;
import java.util.Optional;

/// `--step`: whether a task is to run at all. Owned by the play thread.
final class StepQuestions {
  private final PlayContext context;
  private boolean asking;

  StepQuestions(PlayContext context, boolean asking) {
    this.context = context;
    this.asking = asking;
  }

  boolean mayRun(PlannedTask task, String host) throws InterruptedException {
    if (!asking) {
      return true;
    }
    TaskRef ref = context.ref(task, host);
    String question = "Perform task: TASK: " + ref.name() + " (N)o/(y)es/(c)ontinue: ";
    Optional<String> given = context.services().prompter().ask(question, false, 0);
    if (given.isEmpty()) {
      throw new InterruptedException("--step has nobody to ask");
    }
    String answer = given.get().strip().toLowerCase(Locale.ROOT);
    context.emit(new Event.StepAsked(context.now(), question));
    if (answer.equals("c") || answer.equals("continue")) {
      asking = false;
      return true;
    }
    return answer.equals("y") || answer.equals("yes");
  }
}
