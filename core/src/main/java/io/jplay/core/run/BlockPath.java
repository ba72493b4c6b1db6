package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.run.PlanNode.Group;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A place in a row of blocks, one after the other: in which section of which block, and the same
/// again for the block that this one is in. What a failure leads to follows from it (like
/// ansible-core 2.18 executor/play_iterator.py). Mutable, owned by its cursor.
final class BlockPath {
  private enum Section {
    MAIN,
    RESCUE,
    ALWAYS,
    OVER
  }

  private final List<Group> blocks;
  private int block;
  private Section section = Section.MAIN;
  private int next;
  private Set<Section> failed = EnumSet.noneOf(Section.class);
  private boolean rescued;
  private @Nullable BlockPath inner;

  BlockPath(List<Group> blocks) {
    this.blocks = new ArrayList<>(blocks);
  }

  BlockPath copy() {
    var copy = new BlockPath(blocks);
    copy.block = block;
    copy.section = section;
    copy.next = next;
    copy.failed = EnumSet.copyOf(failed);
    copy.rescued = rescued;
    copy.inner = inner == null ? null : inner.copy();
    return copy;
  }

  boolean isOver() {
    return section == Section.OVER;
  }

  /// Goes past the next task that `wanted` lets through and returns it; empty at the end.
  Optional<PlannedTask> take(Predicate<PlannedTask> wanted) {
    while (true) {
      if (section == Section.OVER || block >= blocks.size()) {
        section = Section.OVER;
        return Optional.empty();
      }
      Optional<PlannedTask> task = inner == null ? step() : ofInner(inner, wanted);
      if (task.isPresent() && wanted.test(task.get())) {
        return task;
      }
    }
  }

  private Optional<PlannedTask> ofInner(BlockPath path, Predicate<PlannedTask> wanted) {
    Optional<PlannedTask> task = path.take(wanted);
    if (path.isFailed()) {
      inner = null;
      fail();
    } else if (task.isEmpty()) {
      inner = null;
    }
    return task;
  }

  /// One step in this block itself: a task, into a block, or to the next section.
  private Optional<PlannedTask> step() {
    List<PlanNode> nodes = nodes();
    if (next >= nodes.size()) {
      leaveSection();
      return Optional.empty();
    }
    return switch (nodes.get(next++)) {
      case PlanNode.Step step -> Optional.of(step.task());
      case Group group -> {
        inner = new BlockPath(List.of(group));
        yield Optional.empty();
      }
    };
  }

  private List<PlanNode> nodes() {
    Group group = blocks.get(block);
    return switch (section) {
      case MAIN -> group.main();
      case RESCUE -> group.rescue();
      case ALWAYS -> group.always();
      case OVER -> List.of();
    };
  }

  private void enter(Section other) {
    section = other;
    next = 0;
  }

  private void leaveSection() {
    switch (section) {
      case MAIN -> enter(Section.ALWAYS);
      case RESCUE -> {
        failed.clear();
        rescued = true;
        enter(Section.ALWAYS);
      }
      case ALWAYS -> {
        if (failed.isEmpty()) {
          block++;
          rescued = false;
          enter(Section.MAIN);
        } else {
          section = Section.OVER;
        }
      }
      case OVER -> {}
    }
  }

  /// The last task taken has failed: on to the rescue or always section that is next, or the end.
  void fail() {
    if (section == Section.OVER) {
      return;
    }
    if (inner != null) {
      inner.fail();
      return;
    }
    Group group = blocks.get(block);
    failed.add(section);
    if (section == Section.MAIN && !group.rescue().isEmpty()) {
      enter(Section.RESCUE);
    } else if (section != Section.ALWAYS && !group.always().isEmpty()) {
      enter(Section.ALWAYS);
    } else {
      section = Section.OVER;
    }
  }

  /// Whether a failure has not been rescued, nor will be by what comes next.
  boolean isFailed() {
    boolean innerFailed = inner != null && inner.isFailed();
    if (innerFailed && (section == Section.RESCUE || section == Section.ALWAYS)) {
      return true;
    }
    if (!failed.isEmpty()) {
      boolean goesOn =
          (section == Section.RESCUE || section == Section.ALWAYS) && !failed.contains(section);
      return !goesOn && (!rescued || failed.contains(Section.ALWAYS));
    }
    return section == Section.MAIN && innerFailed && blocks.get(block).rescue().isEmpty();
  }

  /// Whether a block around the last task, from here inwards, would rescue it; `here` is false when
  /// this level itself is not to count.
  boolean isRescuable(boolean here) {
    boolean own =
        here
            && section == Section.MAIN
            && block < blocks.size()
            && !blocks.get(block).rescue().isEmpty();
    return own || inner != null && inner.isRescuable(true);
  }

  /// Failures count no more; what was given up because of them stays given up.
  void forgetFailures() {
    failed.clear();
    if (inner != null) {
      inner.forgetFailures();
    }
  }

  /// The end; a failure that was not rescued stays one.
  void end() {
    section = Section.OVER;
  }

  /// The end, as a failure.
  void giveUp() {
    failed.add(section);
    end();
  }

  /// Whether the last task was part of a rescue section.
  boolean isRescuing() {
    return inner == null ? section == Section.RESCUE : inner.isRescuing();
  }

  /// Puts nodes before the next task. The tasks of the block that they came into, as it is written:
  /// what is imported there belongs to it.
  List<PlannedTask> insert(List<? extends PlanNode> nodes) {
    if (section == Section.OVER || section == Section.MAIN && !failed.isEmpty()) {
      return List.of();
    }
    if (inner != null) {
      return inner.insert(nodes);
    }
    var changed = new ArrayList<PlanNode>(nodes());
    changed.addAll(next, nodes);
    Group old = blocks.get(block);
    blocks.set(
        block,
        new Group(
            section == Section.MAIN ? changed : old.main(),
            section == Section.RESCUE ? changed : old.rescue(),
            section == Section.ALWAYS ? changed : old.always()));
    var written = new ArrayList<PlannedTask>();
    PlanNode.forEachTask(List.of(old), written::add);
    if (next > 0 && nodes().get(next - 1) instanceof PlanNode.Step include) {
      addRest(include.task().lineage(), written);
    }
    return written;
  }

  /// The tasks of the groups that follow in the row, up to one that is a block as it is written.
  private void addRest(Lineage around, List<PlannedTask> written) {
    for (Group group : blocks.subList(block + 1, blocks.size())) {
      var tasks = new ArrayList<PlannedTask>();
      PlanNode.forEachTask(List.of(group), tasks::add);
      if (!tasks.stream().allMatch(task -> task.lineage().isPlainlyIn(around))) {
        return;
      }
      written.addAll(tasks);
    }
  }
}
