package io.jplay.modules.builtin;

import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;

/// What a run of apt-get means: whether something changed, and what it says it does as the diff.
final class AptOutcome {
  private AptOutcome() {}

  static Result of(String what, ProgramOutput out, TaskContext context, Result base) {
    Result result = base.with("stdout", out.stdout()).with("stderr", out.stderr());
    if (!out.isOk()) {
      return result
          .withStatus(Status.FAILED)
          .with("msg", "apt-get %s failed: %s".formatted(what, out.stderr().strip()))
          .with("rc", out.rc());
    }
    boolean nothing =
        out.stdout().contains("\n0 upgraded, 0 newly installed, 0 to remove")
            || what.equals("autoclean") && !out.stdout().contains("Del ");
    boolean changed = !nothing || out.stdout().contains(" downgraded, ");
    Result done = result.withStatus(changed ? Status.CHANGED : Status.OK);
    return changed && context.mode().diff()
        ? done.withDiff(Diff.prepared(summary(out.stdout())))
        : done;
  }

  /// What apt-get says it will do, between its preparations and its work.
  private static String summary(String stdout) {
    int from = stdout.indexOf("Reading state information...");
    from = from < 0 ? 0 : stdout.indexOf('\n', from) + 1;
    int to = stdout.indexOf(" upgraded, ", from);
    int end = to < 0 ? -1 : stdout.indexOf('\n', to);
    return end < 0 ? stdout.substring(from) : stdout.substring(from, end + 1);
  }
}
