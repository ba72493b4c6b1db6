package io.jplay.cli.run;

import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.EventSink;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.run.Explanation;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import java.util.List;
import java.util.function.Consumer;

/// What carries out requests. All methods throw JplayException for what the user can mend.
public interface Engine {
  /// What a request names, read and checked, nothing run. `renderer` and `extraVars` render what
  /// plays say of themselves.
  record Loaded(List<Playbook> playbooks, Inventory inventory, Renderer renderer, Dict extraVars) {
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

  /// Checks all that can be known before a run; contacts no host. Problems of reading are in the
  /// report, too.
  CheckReport check(RunRequest request);

  /// Reads the inventory of a request and what its hosts know.
  InspectedInventory inspect(RunRequest request, Consumer<Diagnostic> warnings);

  /// Runs; every result is an event of `events`.
  ExitCode run(RunRequest request, EventSink events) throws InterruptedException;
}
