package io.jplay.core.playbook;

import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that encloses a task: its play and the blocks around it, outermost first. What a task
/// inherits is read through here, since nodes do not know their parents.
public record Lineage(Play play, List<Block> blocks) {
  public Lineage {
    blocks = List.copyOf(blocks);
  }

  public static Lineage of(Play play) {
    return new Lineage(play, List.of());
  }

  public Lineage inside(Block block) {
    var all = new ArrayList<>(blocks);
    all.add(block);
    return new Lineage(play, all);
  }

  /// The innermost role around, if any.
  public Optional<Role> role() {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (blocks.get(i).role().isPresent()) {
        return blocks.get(i).role();
      }
    }
    return Optional.empty();
  }

  /// The roles around, outermost first.
  public List<Role> roles() {
    return blocks.stream().flatMap(b -> b.role().stream()).toList();
  }

  /// Whether nothing but an import, or no block at all, is between these blocks and those.
  public boolean isPlainlyIn(Lineage outer) {
    int depth = outer.blocks.size();
    if (blocks.size() < depth || !blocks.subList(0, depth).equals(outer.blocks)) {
      return false;
    }
    return blocks.size() == depth
        || blocks.get(depth).role().isPresent()
        || !(blocks.get(depth).origin() instanceof Origin.Written);
  }

  /// What brought its tasks in, innermost first.
  List<Origin> origins() {
    return blocks.reversed().stream()
        .map(Block::origin)
        .filter(origin -> !(origin instanceof Origin.Written))
        .toList();
  }

  /// The keyword's nearest value: of the task, else of the blocks from inside out, else of the
  /// play.
  public Optional<Value> nearest(Task task, Keyword keyword) {
    Optional<Value> own = task.keywords().get(keyword);
    if (own.isPresent()) {
      return own;
    }
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Optional<Value> value = blocks.get(i).keywords().get(keyword);
      if (value.isPresent()) {
        return value;
      }
    }
    return play.keywords().get(keyword);
  }

  /// All values of a keyword that adds up (`when`, `tags`, `environment`), outermost first, the
  /// task's last.
  public List<Value> all(Task task, Keyword keyword) {
    var values = new ArrayList<Value>();
    for (Keywords imported : play.imports()) {
      imported.get(keyword).ifPresent(values::add);
    }
    play.keywords().get(keyword).ifPresent(values::add);
    for (Block block : blocks) {
      block.keywords().get(keyword).ifPresent(values::add);
    }
    task.keywords().get(keyword).ifPresent(values::add);
    return values;
  }
}
