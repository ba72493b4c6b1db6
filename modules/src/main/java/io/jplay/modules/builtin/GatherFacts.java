package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Dict;

/// Gathers facts as a play does at its start. An action because it only hands its options to
/// [Setup].
@ModuleInfo(summary = "Gather facts about hosts as a play does", onlyReads = true, async = false)
public final class GatherFacts implements ActionModule<GatherFacts.Args> {
  public record Args(@Option("true") boolean parallel, @Option(rest = true) Dict options) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    return context.delegate("ansible.builtin.setup", a.options());
  }
}
