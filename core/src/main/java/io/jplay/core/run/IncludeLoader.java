package io.jplay.core.run;

import io.jplay.core.diag.Parsed;
import io.jplay.core.exec.IncludeCall;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Block;
import io.jplay.core.value.Scope;

/// Loads what a dynamic include names. Called by the play thread.
public interface IncludeLoader {
  /// The included tasks as a block whose keywords are those of `apply` and the include's variables;
  /// a role's block has its role set. `scope` holds the variables of the first host that includes
  /// it.
  Parsed<Block> load(PlannedTask include, IncludeCall call, Scope scope);
}
