package io.jplay.core.vars;

import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.RoleVariables;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What roles give to their tasks and to the play, level by level (like ansible-core 2.18
/// playbook/role/__init__.py). `around` are the roles around, outermost first: they see what those
/// define, and define it anew.
record RoleLevels(Merge merge) {
  /// The defaults of its dependencies, of the roles around it, its own.
  Dict defaults(List<RoleVariables> around, Role role) {
    Dict all = Dict.EMPTY;
    for (Role dependency : allDependencies(role)) {
      all = merge.join(all, defaults(List.of(), dependency));
    }
    for (RoleVariables outer : around) {
      all = merge.join(all, outer.defaults());
    }
    return merge.join(all, role.own().defaults());
  }

  /// What a role's tasks see at the level of role variables.
  Dict variables(List<RoleVariables> around, Role role) {
    Dict all = Dict.EMPTY;
    for (RoleVariables outer : around) {
      all = merge.join(merge.join(all, outer.given()), outer.variables());
    }
    // what is given stands before what the role's files add to the same mapping, and wins
    Dict given = role.own().given();
    return merge.join(
        withExports(merge == Merge.MERGE ? merge.join(all, given) : all, role), given);
  }

  /// What others see of a role's variables: those of its dependencies and its own files.
  Dict exports(Role role) {
    return withExports(Dict.EMPTY, role);
  }

  private Dict withExports(Dict below, Role role) {
    Dict all = below;
    var seen = new HashSet<String>();
    for (Role dependency : allDependencies(role)) {
      if (seen.add(dependency.key())) {
        all = merge.join(all, exports(dependency));
      }
    }
    return merge.join(all, role.own().variables());
  }

  Dict parameters(List<RoleVariables> around, Role role) {
    Dict all = Dict.EMPTY;
    for (RoleVariables outer : around) {
      all = merge.join(all, outer.parameters());
    }
    return merge.join(all, role.own().parameters());
  }

  private static List<Role> allDependencies(Role role) {
    var all = new ArrayList<Role>();
    for (Role dependency : role.dependencies()) {
      all.addAll(allDependencies(dependency));
      all.add(dependency);
    }
    return all;
  }
}
