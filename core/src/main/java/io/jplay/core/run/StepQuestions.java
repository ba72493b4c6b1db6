package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
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

  /// For all hosts that are at the task: its name is not rendered before the answer is given.
  boolean mayRun(PlannedTask task, String host) throws InterruptedException {
    return !asking || mayRun(named(task, context.ref(task, host)));
  }

  /// For one host alone.
  boolean mayRunOn(PlannedTask task, String host) throws InterruptedException {
    String kind = task.isHandler() ? "HANDLER: " : "TASK: ";
    return !asking || mayRun(kind + context.ref(task, host).name() + " on " + host);
  }

  private boolean mayRun(String what) throws InterruptedException {
    String question = "Perform task: " + what + " (N)o/(y)es/(c)ontinue: ";
    Optional<String> given = context.services().prompter().ask(question, false, 0);
    if (given.isEmpty()) {
      throw new JplayException(
          ExitCode.FAILED_HOSTS,
          Diagnostic.error("JP1918", "nobody to ask", SourceRange.NONE)
              .withDetail("--step asks before each task, and there was no answer any more")
              .withHint("answer on a terminal, or by lines of y, n and c on standard input"));
    }
    String answer = given.get().strip().toLowerCase(Locale.ROOT);
    context.emit(new Event.StepAsked(context.now(), question));
    if (answer.equals("c") || answer.equals("continue")) {
      asking = false;
      return true;
    }
    return answer.equals("y") || answer.equals("yes");
  }

  /// The kind of a task and its name as written.
  private static String named(PlannedTask task, TaskRef ref) {
    String name =
        task.task()
            .keywords()
            .get(Keyword.NAME)
            .map(n -> TaskNames.prefix(ref.role(), ref.action()) + PythonText.str(n))
            .orElse(ref.name());
    return (task.isHandler() ? "HANDLER: " : "TASK: ") + name;
  }
}
