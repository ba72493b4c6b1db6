package io.jplay.cli.demo;

import io.jplay.cli.command.Invocation;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;

/// `jplay demo`.
public final class DemoCommand {
  private final Invocation invocation;
  private final Console console;

  public DemoCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run() throws InterruptedException {
    console.warning("the demo hosts are not part of this build yet");
    throw new JplayException(
        Diagnostic.error("JP1824", "command is not part of jplay yet", SourceRange.NONE)
            .withDetail(invocation.program() + " demo is not part of this version of jplay"));
  }
}
