package io.jplay.core.playbook;

import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;

/// A role as used once. `name` as written; `fqcn` with its collection (`ansible.builtin` has none:
/// then equal to name); `path` its directory. `own` is what this use defines; `needers` is what the
/// roles define that need it as a dependency, outermost first (empty for a role that is used for
/// its own sake): its tasks see that, too. `dependencies` are the roles of meta/main.yml in order,
/// whose defaults and vars this role's tasks see. `handlers` are the role's, also when only its
/// handlers count. `isPublic` tells whether its defaults and vars are seen by the rest of the play.
/// `key` is equal for uses that count as the same (deduplication).
public record Role(
    String name,
    String fqcn,
    Path path,
    RoleVariables own,
    List<RoleVariables> needers,
    List<Role> dependencies,
    List<Node> handlers,
    Value argumentSpec,
    boolean allowDuplicates,
    boolean isPublic,
    String key) {
  public Role {
    needers = List.copyOf(needers);
    dependencies = List.copyOf(dependencies);
    handlers = List.copyOf(handlers);
  }

  /// `namespace.name` of its collection, empty for a role that is in none.
  public String collection() {
    int end = fqcn.indexOf('.', fqcn.indexOf('.') + 1);
    return end < 0 || fqcn.indexOf('/') >= 0 ? "" : fqcn.substring(0, end);
  }

  /// The name without that of its collection.
  public String shortName() {
    return collection().isEmpty() ? name : fqcn.substring(collection().length() + 1);
  }

  /// Whether other roles need it; else it is used for its own sake.
  public boolean isDependency() {
    return !needers.isEmpty();
  }
}
