package io.jplay.core.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Beside what group_vars/ and host_vars/ are looked for, but for the inventory (like ansible-core
/// 2.18, PLAYBOOK_VARS_ROOT): the playbook, or what the task is in, its role first.
public enum VarsRoot {
  TOP,
  BOTTOM,
  ALL;

  /// The directories, weakest first; `playbook` is the playbook's.
  public List<Path> directories(Path playbook, Optional<PlannedTask> task) {
    if (this == TOP || task.isEmpty()) {
      return List.of(playbook);
    }
    List<Path> searched = SearchPath.of(task.get()).own();
    return this == BOTTOM ? List.of(searched.getFirst()) : searched;
  }
}
