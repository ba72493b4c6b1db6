package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.EventSink;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.run.Explanation;
import java.util.List;
import java.util.function.Consumer;

/// What carries out requests. All methods throw JplayException for what the user can mend.
public interface Engine {
  /// What a request names, read and checked, nothing run. `hosts` is the inventory after no limit.
  record Loaded(List<Playbook> playbooks, Inventory inventory) {
    public Loaded {
      playbooks = List.copyOf(playbooks);
    }
  }

  /// Reads playbooks and inventory; warnings go to `warnings`.
  Loaded load(RunRequest request, Consumer<Diagnostic> warnings);

  /// Why a variable has its value on a host, in every play of the request that names the host;
  /// nothing is run.
  List<Explanation> explain(
      RunRequest request, String variable, String host, Consumer<Diagnostic> warnings);

  /// Runs; every result is an event of `events`.
  ExitCode run(RunRequest request, EventSink events) throws InterruptedException;
}
