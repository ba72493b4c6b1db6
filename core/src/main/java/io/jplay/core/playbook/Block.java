package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import java.util.List;
import java.util.Optional;

/// A block, or what acts as one: the tasks of a role (`role` set), of a static import, or of a
/// dynamic include (`origin`). Its keywords are inherited by everything in it.
public record Block(
    Keywords keywords,
    Optional<Role> role,
    Origin origin,
    List<Node> block,
    List<Node> rescue,
    List<Node> always,
    SourceRange where)
    implements Node {
  static final Origin WRITTEN = new Origin.Written();

  public Block {
    block = List.copyOf(block);
    rescue = List.copyOf(rescue);
    always = List.copyOf(always);
  }

  /// Whether a task brought it in during the run.
  public boolean included() {
    return origin.isDynamic();
  }

  public static Block of(List<Node> nodes, SourceRange where) {
    return new Block(Keywords.NONE, Optional.empty(), WRITTEN, nodes, List.of(), List.of(), where);
  }

  /// The same place, from which nothing is inherited.
  public Block withoutKeywords() {
    return new Block(
        Keywords.NONE, role, origin.isDynamic() ? WRITTEN : origin, block, rescue, always, where);
  }
}
