package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A play. `hosts` is raw (text, template or list). `imports` are the keywords of the
/// import_playbook statements around it, outermost first (their vars, tags and when apply to all
/// its tasks). `roles` are the blocks of the roles (dependencies before their role, each a Block
/// with `role` set); a role that is deduplicated appears each time and is skipped at run time by
/// its key.
public record Play(
    Keywords keywords,
    Value hosts,
    List<Keywords> imports,
    List<Node> preTasks,
    List<Block> roles,
    List<Node> tasks,
    List<Node> postTasks,
    List<Node> handlers,
    Path file,
    SourceRange where) {
  public Play {
    imports = List.copyOf(imports);
    preTasks = List.copyOf(preTasks);
    roles = List.copyOf(roles);
    tasks = List.copyOf(tasks);
    postTasks = List.copyOf(postTasks);
    handlers = List.copyOf(handlers);
  }

  /// The roles whose defaults and variables are the whole play's: those of `roles`, then public
  /// ones that tasks import, in the order in which ansible loads them (like ansible-core 2.18
  /// playbook/play.py: post_tasks before tasks; what an imported role imports before itself).
  public List<Role> staticRoles() {
    var found = new ArrayList<Role>();
    for (Block block : roles) {
      block.role().filter(Play::isSeen).ifPresent(found::add);
    }
    roles.forEach(block -> addImported(block.block(), found));
    for (List<Node> part : List.of(preTasks, postTasks, tasks)) {
      addImported(part, found);
    }
    return found;
  }

  private static void addImported(List<Node> nodes, List<Role> found) {
    for (Node node : nodes) {
      if (node instanceof Block block) {
        for (List<Node> part : List.of(block.block(), block.rescue(), block.always())) {
          addImported(part, found);
        }
        block.role().filter(Play::isSeen).ifPresent(found::add);
      }
    }
  }

  private static boolean isSeen(Role role) {
    return role.isPublic() && !role.isDependency();
  }
}
