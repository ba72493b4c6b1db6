package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.source.SourceRange;

/// Tells the views what is wrong with a task, while it goes on or fails. Called on the host's
/// virtual thread.
final class ProblemReports {
  private final Services services;

  ProblemReports(Services services) {
    this.services = services;
  }

  void of(TaskTicket ticket, JplayException e) {
    of(ticket, withTask(ticket, e.diagnostic()));
  }

  /// A problem that a module met, without the secrets that it was given.
  void of(TaskTicket ticket, JplayException e, SecretResults secrets) {
    of(ticket, secrets.hide(withTask(ticket, e.diagnostic())));
  }

  void of(TaskTicket ticket, Diagnostic problem) {
    ticket.progress().accept(new Event.Problem(services.clock().instant(), problem));
  }

  /// A problem in another file (a template, variables) says which task came there.
  private static Diagnostic withTask(TaskTicket ticket, Diagnostic problem) {
    SourceRange task = ticket.task().task().where();
    boolean isElsewhere =
        problem.primary().isKnown()
            && task.isKnown()
            && !problem.primary().source().name().equals(task.source().name());
    return isElsewhere ? problem.withRelated("needed by the task", task) : problem;
  }
}
