package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.EventSink;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Playbook;
import java.util.List;
import java.util.function.Consumer;

/// What carries out requests. Both methods throw JplayException for what the user can mend.
public interface Engine {
  /// What a request names, read and checked, nothing run. `hosts` is the inventory after no limit.
  record Loaded(List<Playbook> playbooks, Inventory inventory) {
    public Loaded {
      playbooks = List.copyOf(playbooks);
    }
  }

  /// Reads playbooks and inventory; warnings go to `warnings`.
  Loaded load(RunRequest request, Consumer<Diagnostic> warnings);

  /// Reads the inventory of a request and what its hosts know.
  InspectedInventory inspect(RunRequest request, Consumer<Diagnostic> warnings);

  /// Runs; every result is an event of `events`.
  ExitCode run(RunRequest request, EventSink events) throws InterruptedException;
}
