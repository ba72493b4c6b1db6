package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;

/// Looks at a job that an `async` task of this run started. Imitates ansible.builtin.async_status.
@ModuleInfo(summary = "Obtain status of asynchronous task")
public final class AsyncStatus implements ControllerModule<AsyncStatus.Args> {
  /// What to do with the job.
  public enum Mode {
    STATUS,
    CLEANUP
  }

  public record Args(@Option(required = true) String jid, @Option("status") Mode mode) {}

  @Override
  public Result run(Args args, TaskContext context) throws InterruptedException {
    return context.asyncStatus(args.jid(), args.mode() == Mode.CLEANUP);
  }
}
