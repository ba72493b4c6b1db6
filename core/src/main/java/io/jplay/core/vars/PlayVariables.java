package io.jplay.core.vars;

import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.util.ArrayList;
import java.util.List;

/// The variables that a play gives to all its hosts. Immutable.
///
/// @param roleDefaults the defaults of its roles, one mapping for each role
/// @param roleVars the variables that its roles export
public record PlayVariables(
    List<Dict> roleDefaults, Dict vars, Dict prompted, List<Dict> roleVars) {
  public PlayVariables {
    roleDefaults = List.copyOf(roleDefaults);
    roleVars = List.copyOf(roleVars);
  }

  public static PlayVariables of(Play play, Merge merge) {
    var all = new PlayVariables(List.of(), varsOf(play), Dict.EMPTY, List.of());
    for (Role role : play.staticRoles()) {
      all = all.withRole(role, merge);
    }
    return all;
  }

  /// The `vars:` of a play with those of the import_playbook statements around it, which win as
  /// wholes, the outer over the inner.
  private static Dict varsOf(Play play) {
    Dict vars = play.keywords().vars();
    for (Keywords imported : play.imports().reversed()) {
      vars = vars.plus(imported.vars());
    }
    return vars;
  }

  /// With the defaults and variables of a role that the whole play sees.
  public PlayVariables withRole(Role role, Merge merge) {
    var levels = new RoleLevels(merge);
    return new PlayVariables(
        plus(roleDefaults, levels.defaults(List.of(), role)),
        vars,
        prompted,
        plus(roleVars, levels.exports(role)));
  }

  private static List<Dict> plus(List<Dict> some, Dict more) {
    if (more.isEmpty()) {
      return some;
    }
    var all = new ArrayList<>(some);
    all.add(more);
    return all;
  }

  public PlayVariables withPrompted(Dict answers) {
    return new PlayVariables(roleDefaults, vars, prompted.plus(answers), roleVars);
  }
}
