package io.jplay.cli.command;

import io.jplay.cli.run.Engine;
import io.jplay.cli.run.InspectedInventory;
import io.jplay.cli.run.RunRequest;
import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import io.jplay.core.run.Explanation;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// An engine that remembers whether a task changed anything.
final class ChangeWatch implements Engine {
  private final Engine engine;
  private final AtomicBoolean changed = new AtomicBoolean();

  ChangeWatch(Engine engine) {
    this.engine = engine;
  }

  boolean hasChanged() {
    return changed.get();
  }

  @Override
  public Loaded load(RunRequest request, Consumer<Diagnostic> warnings) {
    return engine.load(request, warnings);
  }

  @Override
  public CheckReport check(RunRequest request) {
    return engine.check(request);
  }

  @Override
  public List<Explanation> explain(
      RunRequest request, String variable, String host, Consumer<Diagnostic> warnings) {
    return engine.explain(request, variable, host, warnings);
  }

  @Override
  public InspectedInventory inspect(RunRequest request, Consumer<Diagnostic> warnings) {
    return engine.inspect(request, warnings);
  }

  @Override
  public ExitCode run(RunRequest request, EventSink events) throws InterruptedException {
    return engine.run(
        request,
        event -> {
          if (event instanceof Event.TaskResult result && result.status() == Status.CHANGED) {
            changed.set(true);
          }
          events.accept(event);
        });
  }
}
