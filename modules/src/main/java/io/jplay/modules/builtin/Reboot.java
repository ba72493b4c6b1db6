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
import io.jplay.core.shell.ShellProgram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reboots a host and waits until it is back. An action because the connection ends in between; the
/// boot id tells the old system from the new one.
@ModuleInfo(summary = "Reboot a machine", refusesUnknown = true)
public final class Reboot implements ActionModule<Reboot.Args> {
  public record Args(
      @Option("0") int preRebootDelay,
      @Option("0") int postRebootDelay,
      @Option("600") int rebootTimeout,
      @Option OptionalInt connectTimeout,
      @Option("whoami") String testCommand,
      @Option("Reboot initiated by Ansible") String msg,
      @Option List<String> searchPaths,
      @Option("cat /proc/sys/kernel/random/boot_id") String bootTimeCommand,
      @Option Optional<String> rebootCommand) {
    public Args {
      searchPaths = List.copyOf(searchPaths);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    if (session.isLocal()) {
      return Result.failed("Running reboot with local connection would reboot the control node.")
          .with("elapsed", 0)
          .with("rebooted", false);
    }
    if (context.mode().check()) {
      return Result.changed().with("elapsed", 0).with("rebooted", true);
    }
    long start = System.nanoTime();
    String before = bootId(a, session);
    try {
      ProgramOutput out = session.run(program(a), Duration.ofSeconds(60));
      if (!out.isOk()) {
        return Result.failed("Reboot command failed: " + (out.stderr() + out.stdout()).strip())
            .with("rebooted", false)
            .with("rc", out.rc());
      }
    } catch (TransportException e) {
      // the way to the host may end before the answer comes
    }
    session.reset();
    Duration wait = Duration.ofSeconds(a.connectTimeout().orElse(10));
    while (elapsed(start) <= a.rebootTimeout()) {
      context.sleep(Duration.ofSeconds(1));
      try {
        ProgramOutput id = session.run(bootProgram(a), wait);
        if (id.isOk() && !id.stdout().strip().equals(before)) {
          context.sleep(Duration.ofSeconds(a.postRebootDelay()));
          if (session.run(ShellProgram.of(a.testCommand()), wait).isOk()) {
            return Result.changed().with("elapsed", elapsed(start)).with("rebooted", true);
          }
        }
      } catch (TransportException e) {
        session.reset();
      }
    }
    return Result.failed(
            "Timed out waiting for last boot time check (timeout=%d)".formatted(a.rebootTimeout()))
        .with("elapsed", elapsed(start))
        .with("rebooted", true);
  }

  private static String bootId(Args a, RemoteSession session) throws TransportException {
    return session.run(bootProgram(a)).stdout().strip();
  }

  private static ShellProgram bootProgram(Args a) {
    return new ScriptBuilder().userScript(a.bootTimeCommand()).program();
  }

  private static ShellProgram program(Args a) {
    if (a.rebootCommand().isPresent()) {
      return new ScriptBuilder().userScript(a.rebootCommand().get()).program();
    }
    var script = new ScriptBuilder();
    a.searchPaths().forEach(p -> script.line("PATH={}:$PATH", p));
    // behind the answer, so that the shell does not die with the command in the air
    return script
        .line("PATH=$PATH:/sbin:/usr/sbin:/usr/local/sbin")
        .line("jp_delay={} jp_msg={}", "" + a.preRebootDelay(), a.msg())
        .line("jp_go() { sleep \"$jp_delay\"; sleep 1; if [ -d /run/systemd/system ]; then")
        .line("shutdown -r now \"$jp_msg\" || systemctl reboot; else")
        .line("shutdown -r now \"$jp_msg\" || reboot || reboot -f; fi; }")
        .line("command -v shutdown >/dev/null || command -v reboot >/dev/null || exit 127")
        .line("(trap '' HUP; jp_go) </dev/null >/dev/null 2>&1 &")
        .line(":")
        .program();
  }

  private static long elapsed(long start) {
    return (System.nanoTime() - start) / 1_000_000_000L;
  }
}
