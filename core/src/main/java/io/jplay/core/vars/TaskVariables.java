package io.jplay.core.vars;

import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.RoleVariables;
import io.jplay.core.playbook.Task;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.util.ArrayList;
import java.util.List;

/// What a task's place gives to it, whatever the host: the levels of its roles, blocks, includes
/// and its own. Immutable.
///
/// @param blocks variables of the blocks around it, outermost first, and its own last
/// @param includes what the includes around it were given, which is stronger
public record TaskVariables(
    Dict roleDefaults, Dict roleVariables, List<Layer> blocks, Dict roleParameters, Dict includes) {
  public TaskVariables {
    blocks = List.copyOf(blocks);
  }

  public static TaskVariables of(Lineage lineage, Task task, Merge merge) {
    var around = new ArrayList<RoleVariables>();
    List<Role> roles = lineage.roles();
    for (int i = 0; i < roles.size(); i++) {
      around.addAll(roles.get(i).needers());
      if (i < roles.size() - 1) {
        around.add(roles.get(i).own());
      }
    }
    var levels = new RoleLevels(merge);
    boolean inRole = !roles.isEmpty();
    return new TaskVariables(
        inRole ? levels.defaults(around, roles.getLast()) : Dict.EMPTY,
        inRole ? levels.variables(around, roles.getLast()) : Dict.EMPTY,
        blocks(lineage, task, merge),
        inRole ? levels.parameters(around, roles.getLast()) : Dict.EMPTY,
        includes(lineage, task));
  }

  /// Like ansible-core 2.18 playbook/task.py: blocks and the task replace each other's mappings
  /// even where `hash_behaviour` merges them with weaker levels.
  private static List<Layer> blocks(Lineage lineage, Task task, Merge merge) {
    var layers = new ArrayList<Layer>();
    Dict own = task.keywords().vars();
    if (merge == Merge.REPLACE) {
      for (Block block : lineage.blocks()) {
        layers.add(new Layer(Level.BLOCK_VARS, block.keywords().vars()));
      }
    } else {
      Dict all = Dict.EMPTY;
      for (Block block : lineage.blocks()) {
        all = all.plus(block.keywords().vars());
      }
      own = all.plus(own);
    }
    layers.add(new Layer(Level.TASK_VARS, own));
    layers.removeIf(layer -> layer.variables().isEmpty());
    return layers;
  }

  /// The vars of dynamic includes, and the parameters of roles that include or import roles (like
  /// ansible-core 2.18 playbook/role_include.py get_include_params; those of static imports are
  /// block variables).
  private static Dict includes(Lineage lineage, Task task) {
    Dict all = Dict.EMPTY;
    Role outer = null;
    for (Block block : lineage.blocks()) {
      if (block.included()) {
        all = all.plus(block.keywords().vars());
      }
      if (block.role().isPresent()) {
        all = outer == null ? all : all.plus(outer.own().parameters());
        outer = block.role().get();
      }
    }
    return isInclude(task) ? all.plus(task.keywords().vars()) : all;
  }

  private static boolean isInclude(Task task) {
    String action = task.action().shortName();
    return action.equals("include_tasks") || action.equals("include_role");
  }
}
