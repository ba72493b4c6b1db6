package io.jplay.core.run;

import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Node;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import java.util.ArrayList;
import java.util.List;

/// Which roles a play has, in the order in which ansible-core 2.18 loads them (playbook/play.py): a
/// role comes behind its dependencies and the roles that its tasks import.
final class PlayRoles {
  private PlayRoles() {}

  /// A role and what is inside its block.
  record Used(Role role, Lineage inside) {
    /// What its handlers inherit. Those of a role that another role's tasks import do so from
    /// within that other role only, but they know all roles around (like ansible-core 2.18
    /// playbook/role_include.py, where they hang on the role as it was read).
    Lineage ofHandlers() {
      List<Block> blocks = inside.blocks();
      int outer = blocks.size() - 2;
      while (outer > 0 && blocks.get(outer).role().isEmpty()) {
        if (blocks.get(outer).included()) {
          return inside;
        }
        outer--;
      }
      var kept = new ArrayList<Block>();
      for (int i = 0; i < blocks.size(); i++) {
        if (i >= outer) {
          kept.add(blocks.get(i));
        } else if (blocks.get(i).role().isPresent()) {
          kept.add(blocks.get(i).withoutKeywords());
        }
      }
      return new Lineage(inside.play(), kept);
    }
  }

  /// Those of `roles:`, with their dependencies.
  static List<Used> listed(Play play) {
    var roles = new ArrayList<Used>();
    addDirect(play.roles(), Lineage.of(play), roles);
    return roles;
  }

  /// Those that tasks of the play and of its roles import.
  static List<Used> imported(Play play) {
    var roles = new ArrayList<Used>();
    for (List<? extends Node> nodes :
        List.of(play.roles(), play.preTasks(), play.postTasks(), play.tasks())) {
      addInner(nodes, Lineage.of(play), roles);
    }
    return roles;
  }

  /// Those that an include brings in; `include` is the place of its task.
  static List<Used> included(Block block, Lineage include) {
    var roles = new ArrayList<Used>();
    addInner(List.of(block), include, roles);
    return roles;
  }

  private static void addInner(List<? extends Node> nodes, Lineage lineage, List<Used> roles) {
    for (Node node : nodes) {
      if (node instanceof Block block) {
        Lineage inner = lineage.inside(block);
        for (List<Node> part : List.of(block.block(), block.rescue(), block.always())) {
          addInner(part, inner, roles);
          addDirect(part, inner, roles);
        }
      }
    }
  }

  private static void addDirect(List<? extends Node> nodes, Lineage lineage, List<Used> roles) {
    for (Node node : nodes) {
      if (node instanceof Block block && block.role().isPresent()) {
        roles.add(new Used(block.role().get(), lineage.inside(block)));
      }
    }
  }
}
