package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;

/// Tries whether a host can be reached and runs programs. Imitates ansible.builtin.ping; not a
/// state module because there is no state: the answer itself is the result.
@ModuleInfo(
    summary = "Try to connect to host, verify a usable shell and return pong on success",
    onlyReads = true)
public final class Ping implements ActionModule<Ping.Args> {
  public record Args(@Option("pong") String data) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (a.data().equals("crash")) {
      return Result.failed(
              "MODULE FAILURE: No start of json char found\nSee stdout/stderr for the exact error")
          .with("exception", "Exception: boom")
          .with("module_stdout", "")
          .with("module_stderr", "Exception: boom\n")
          .with("rc", 1);
    }
    ProgramOutput output =
        session.run(new ScriptBuilder().line("printf %s {}", a.data()).program());
    return output.isOk()
        ? Result.ok().with("ping", output.stdout())
        : Result.failed("the shell of the host does not work: " + output.stderr().strip());
  }
}
