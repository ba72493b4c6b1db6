package io.jplay.modules.broken;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;

/// A module with a bug (`test.broken.faulty`): it cannot read what a host printed.
@ModuleInfo(summary = "Read a number", onlyReads = true)
public final class Faulty implements ActionModule<Faulty.Args> {
  public record Args(@Option(required = true) String prints) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    String printed =
        session.run(new ScriptBuilder().line("printf %s {}", a.prints()).program()).stdout();
    return Result.ok().with("number", Integer.parseInt(printed));
  }
}
