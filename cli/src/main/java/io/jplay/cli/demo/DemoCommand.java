package io.jplay.cli.demo;

import io.jplay.cli.command.Invocation;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.ExitCode;

/// `jplay demo`.
public final class DemoCommand {
  private final Invocation invocation;
  private final Console console;

  public DemoCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run() throws InterruptedException {
    console.display(invocation.program());
    return ExitCode.OK;
  }
}
