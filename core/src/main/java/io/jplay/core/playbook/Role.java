package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;

/// A role as used once. `name` as written; `fqcn` with its collection (`ansible.builtin` has none:
/// then equal to name); `path` its directory. `defaults` and `variables` are raw (defaults/ and
/// vars/, with `defaults_from`/`vars_from`, `variables` over those of the roles around and below
/// those that need it); `exports` are what others see of its variables; `parameters` those given
/// where it is used (raw; level "role params"); `dependencies` the roles of meta/main.yml in order,
/// whose defaults and vars this role's tasks see too. `handlers` are the role's, also when only its
/// handlers count. `fromInclude` says include_role or import_role made it (`isPublic` then tells
/// whether its defaults and vars are seen by the rest of the play). `key` is equal for uses that
/// count as the same (deduplication).
public record Role(
    String name,
    String fqcn,
    Path path,
    Dict defaults,
    Dict variables,
    Dict exports,
    Dict parameters,
    List<Role> dependencies,
    List<Node> handlers,
    Value argumentSpec,
    boolean allowDuplicates,
    boolean isPublic,
    String key) {
  public Role {
    dependencies = List.copyOf(dependencies);
    handlers = List.copyOf(handlers);
  }
}
