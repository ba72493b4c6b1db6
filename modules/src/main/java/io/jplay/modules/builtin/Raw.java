package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Bool;
import java.util.Optional;

/// Runs a text in the login's shell and shows what came out, unchanged. Imitates
/// ansible.builtin.raw; its effect is opaque, so it is no state module.
@ModuleInfo(
    summary = "Executes a low-down and dirty command",
    async = false,
    check = ModuleInfo.Support.PARTIAL,
    environment = false,
    ignoresUnknown = true,
    neededByModule = "cmd")
public final class Raw implements ActionModule<Raw.Args> {
  public record Args(@Option(freeForm = true) String cmd, @Option Optional<String> executable) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    Result result = answer(a, context, session);
    return context.environment().isEmpty()
        ? result
        : result.withWarning("raw module does not support the environment keyword");
  }

  private static Result answer(Args a, TaskContext context, RemoteSession session)
      throws TransportException {
    if (context.mode().check()) {
      return Result.ok().withStatus(Status.SKIPPED);
    }
    ProgramOutput output =
        session.run(
            new ScriptBuilder()
                .line("exec {} -c {}", a.executable().orElse(context.shell()), a.cmd())
                .program());
    Result result = output.isOk() ? Result.changed() : Result.failed("non-zero return code");
    return result
        .with("changed", Bool.of(true))
        .with("rc", output.rc())
        .with("stdout", CommandRun.remote(output.stdout()))
        .with("stderr", CommandRun.remote(output.stderr()));
  }
}
