package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import java.time.Duration;

/// Waits until a host answers. An action because it is nothing but tries.
@ModuleInfo(
    summary = "Waits until remote system is reachable/usable",
    refusesUnknown = true,
    awaitsHost = true,
    onlyReads = true,
    async = false)
public final class WaitForConnection implements ActionModule<WaitForConnection.Args> {
  public record Args(
      @Option("5") int connectTimeout,
      @Option("0") int delay,
      @Option("1") int sleep,
      @Option("600") int timeout) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws InterruptedException {
    if (context.mode().check()) {
      return Result.ok().with("elapsed", 0);
    }
    long start = System.nanoTime();
    context.sleep(Duration.ofSeconds(a.delay()));
    String last = "";
    long end = System.nanoTime() + Duration.ofSeconds(a.timeout()).toNanos();
    do {
      try {
        session.run(ShellProgram.of(":"), Duration.ofSeconds(Math.max(1, a.connectTimeout())));
        return Result.ok().with("elapsed", elapsed(start));
      } catch (TransportException e) {
        last = e.getMessage();
        session.reset();
        context.sleep(Duration.ofSeconds(Math.max(1, a.sleep())));
      }
    } while (System.nanoTime() < end);
    return Result.failed("timed out waiting for ping module test: " + last)
        .with("elapsed", elapsed(start));
  }

  private static long elapsed(long start) {
    return (System.nanoTime() - start) / 1_000_000_000L;
  }
}
