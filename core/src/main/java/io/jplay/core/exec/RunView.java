package io.jplay.core.exec;

import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Scope;
import java.util.Optional;

/// The run as a task may read it: variables and hosts. Answers are snapshots; callable from any
/// host's thread.
public interface RunView {
  /// All variables of a host as a task sees them; without a task, as `hostvars` shows them.
  Scope scope(String host, Optional<PlannedTask> task);

  Inventory inventory();

  /// Whether a host that the inventory does not hold is the implied localhost.
  boolean isImplicitLocal(String host);
}
