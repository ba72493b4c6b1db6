package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.EventSink;
import io.jplay.core.source.SourceRange;
import java.util.function.Consumer;

/// The engine of core. The one class that builds core's settings records from a request.
public final class CoreEngine implements Engine {
  private final Terminal terminal;

  public CoreEngine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Loaded load(RunRequest request, Consumer<Diagnostic> warnings) {
    throw notYet();
  }

  @Override
  public ExitCode run(RunRequest request, EventSink events) {
    throw notYet();
  }

  private JplayException notYet() {
    return new JplayException(
        Diagnostic.error("JP1899", "the engine is not connected yet", SourceRange.NONE)
            .withHint(terminal.outIsTerminal() ? "" : ""));
  }
}
