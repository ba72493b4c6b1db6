package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;

/// Looks at a job that an `async` task started. Imitates ansible.builtin.async_status. An action,
/// since what is looked at depends on whether this run watches the job.
@ModuleInfo(summary = "Obtain status of asynchronous task", async = false)
public final class AsyncStatus implements ActionModule<AsyncStatus.Args> {
  /// What to do with the job.
  public enum Mode {
    STATUS,
    CLEANUP
  }

  public record Args(@Option(required = true) String jid, @Option("status") Mode mode) {}

  @Override
  public Result run(Args args, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    return context.asyncStatus(args.jid(), args.mode() == Mode.CLEANUP, session);
  }
}
