package io.jplay.core.vars;

import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.value.Dict;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variables that a play gives to all its hosts, and those that differ by host (vars_files with
/// host variables in their names). Immutable.
public record PlayVariables(
    Dict roleDefaults, Dict vars, Dict prompted, Map<String, Dict> filesByHost, Dict roleVars) {
  public PlayVariables {
    filesByHost = Map.copyOf(filesByHost);
  }

  /// The `vars:` of a play with those of the import_playbook statements around it, which win.
  public static Dict varsOf(Play play, Merge merge) {
    Dict vars = play.keywords().vars();
    for (Keywords imported : play.imports()) {
      vars = merge.join(vars, imported.vars());
    }
    return vars;
  }

  /// With the defaults and variables of a role that the whole play sees.
  public PlayVariables withRole(Role role, Merge merge) {
    return new PlayVariables(
        merge.join(roleDefaults, defaultsOf(role, merge)),
        vars,
        prompted,
        filesByHost,
        merge.join(roleVars, role.exports()));
  }

  public PlayVariables withFiles(String host, Dict variables) {
    var files = new LinkedHashMap<>(filesByHost);
    files.put(host, variables);
    return new PlayVariables(roleDefaults, vars, prompted, files, roleVars);
  }

  public PlayVariables withPrompted(Dict answers) {
    return new PlayVariables(roleDefaults, vars, prompted.plus(answers), filesByHost, roleVars);
  }

  /// The defaults that a role's tasks see: its dependencies' below its own.
  static Dict defaultsOf(Role role, Merge merge) {
    Dict all = Dict.EMPTY;
    for (Role dependency : role.dependencies()) {
      all = merge.join(all, defaultsOf(dependency, merge));
    }
    return merge.join(all, role.defaults());
  }
}
