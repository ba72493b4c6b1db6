package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which hosts have come to the end of which roles: a role that is used again in the same way is
/// passed by, unless it allows duplicates or has done nothing the first time (like ansible-core
/// 2.18 playbook/role/__init__.py has_run). Owned by the play thread.
final class RoleProgress {
  /// The action of the task that nobody wrote at the end of each role.
  static final String COMPLETE = "role_complete";

  private final Map<String, Set<String>> worked = new HashMap<>();
  private final Map<String, Set<String>> complete = new HashMap<>();

  /// A task of a role was done on a host, or failed there.
  void worked(PlannedTask task, String host) {
    task.lineage().role().ifPresent(role -> add(worked, role, host));
  }

  /// The host is at the end of the role.
  void completed(PlannedTask end, String host) {
    end.lineage()
        .role()
        .filter(role -> worked.getOrDefault(role.key(), Set.of()).contains(host))
        .ifPresent(role -> add(complete, role, host));
  }

  /// Whether a host passes by a task because its role is done.
  boolean isDone(PlannedTask task, String host) {
    return !task.isHandler()
        && task.lineage()
            .role()
            .filter(role -> !role.allowDuplicates())
            .filter(role -> complete.getOrDefault(role.key(), Set.of()).contains(host))
            .isPresent();
  }

  private static void add(Map<String, Set<String>> hosts, Role role, String host) {
    hosts.computeIfAbsent(role.key(), key -> new HashSet<>()).add(host);
  }
}
