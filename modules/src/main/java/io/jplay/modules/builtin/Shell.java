package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellWord;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Optional;

/// Runs a text in a shell. Imitates ansible.builtin.shell; its effect is opaque, so it is no state
/// module.
@ModuleInfo(
    summary = "Execute shell commands on targets",
    check = ModuleInfo.Support.PARTIAL,
    neededByModule = "cmd")
public final class Shell implements ActionModule<Shell.Args> {
  public record Args(
      @Option(freeForm = true) Optional<String> cmd,
      @Option Optional<String> chdir,
      @Option Optional<String> creates,
      @Option Optional<String> removes,
      @Option Optional<String> executable,
      @Option Optional<String> stdin,
      @Option("true") boolean stdinAddNewline,
      @Option("true") boolean stripEmptyEnds,
      @Option Optional<Boolean> warn,
      @Option Optional<Value> expandArgumentVars) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (a.expandArgumentVars().isPresent()) {
      // the shell itself expands them
      return Result.failed("Unsupported parameters for (shell) module: expand_argument_vars");
    }
    String cmd = a.cmd().orElse("");
    if (cmd.isBlank()) {
      return CommandRun.refused("no command given");
    }
    var run = new CommandRun(Str.of(cmd), a.chdir(), a.creates(), a.removes(), a.stripEmptyEnds());
    // a shell of its own: the text may exit, exec or set what it likes; in place of ours, as a fork
    // costs more than all else here
    String shell = a.executable().orElse("/bin/sh");
    var program = new ScriptBuilder().line("exec {} -c {}", shell, cmd);
    Result result =
        run.run(context, session, program, CommandRun.stdin(a.stdin(), a.stdinAddNewline()));
    return CommandRun.withoutWarn(
        CommandRun.judged(result, shell, shell + " -c " + ShellWord.of(cmd).quoted()), a.warn());
  }
}
