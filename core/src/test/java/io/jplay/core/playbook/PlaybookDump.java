package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;

/// A playbook as text, for golden files.
final class PlaybookDump {
  private final Path root;
  private final StringBuilder out = new StringBuilder();

  private PlaybookDump(Path root) {
    this.root = root;
  }

  static String of(Playbook playbook, Path root) {
    var dump = new PlaybookDump(root.toAbsolutePath().normalize());
    playbook.plays().forEach(dump::play);
    return dump.out.toString();
  }

  static String of(Block block, Path root) {
    var dump = new PlaybookDump(root.toAbsolutePath().normalize());
    dump.nodes("block", List.of(block), 0);
    return dump.out.toString();
  }

  private void play(Play play) {
    line(0, "play " + json(play.hosts()) + keywords(play.keywords()) + " @" + shown(play.file()));
    play.imports().forEach(k -> line(1, "import" + keywords(k)));
    nodes("pre_tasks", play.preTasks(), 1);
    nodes("roles", play.roles(), 1);
    nodes("tasks", play.tasks(), 1);
    nodes("post_tasks", play.postTasks(), 1);
    nodes("handlers", play.handlers(), 1);
  }

  private void nodes(String title, List<? extends Node> nodes, int indent) {
    if (nodes.isEmpty()) {
      return;
    }
    line(indent, title + ":");
    for (Node node : nodes) {
      switch (node) {
        case Task t -> task(t, indent + 1);
        case Block b -> block(b, indent + 1);
      }
    }
  }

  private void block(Block block, int indent) {
    line(indent, (block.included() ? "included" : "block") + keywords(block.keywords()));
    block.role().ifPresent(r -> role(r, indent + 1));
    nodes("block", block.block(), indent + 1);
    nodes("rescue", block.rescue(), indent + 1);
    nodes("always", block.always(), indent + 1);
  }

  private void role(Role role, int indent) {
    line(
        indent,
        "role "
            + role.fqcn()
            + " @"
            + shown(role.path())
            + " defaults="
            + json(role.own().defaults())
            + " vars="
            + json(role.own().variables())
            + " params="
            + json(role.own().parameters())
            + (role.own().given().isEmpty() ? "" : " given=" + json(role.own().given()))
            + " deps="
            + role.dependencies().stream().map(Role::name).toList()
            + (role.allowDuplicates() ? " duplicates" : "")
            + (role.isPublic() ? " public" : ""));
    nodes("handlers", role.handlers(), indent);
  }

  private void task(Task task, int indent) {
    Action a = task.action();
    line(
        indent,
        "task "
            + json(a.module())
            + " "
            + json(a.options())
            + a.freeForm().map(f -> " free=" + json(f)).orElse("")
            + a.whole().map(f -> " whole=" + json(f)).orElse("")
            + task.loop().map(l -> " loop " + l.plugin() + " " + json(l.terms())).orElse("")
            + keywords(task.keywords())
            + " @"
            + shown(task.file())
            + ":"
            + task.where().line());
  }

  private String shown(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }

  private static String keywords(Keywords keywords) {
    var text = new StringBuilder();
    keywords
        .values()
        .forEach((k, v) -> text.append(' ').append(k.key()).append('=').append(json(v)));
    return text.toString();
  }

  private static String json(Value value) {
    return switch (value) {
      case Dict d -> Json.write(d, Json.Layout.LINE);
      case Seq s -> Json.write(s, Json.Layout.LINE);
      default -> Json.write(value, Json.Layout.LINE);
    };
  }

  private void line(int indent, String text) {
    out.repeat("  ", indent).append(text.replace(root + "/", "")).append('\n');
  }
}
