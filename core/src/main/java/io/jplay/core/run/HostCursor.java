package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Where one host is in a play: the next task, and what a failure leads to (like ansible-core 2.18
/// executor/play_iterator.py). Owned by the play thread.
final class HostCursor {
  private enum Section {
    MAIN,
    RESCUE,
    ALWAYS
  }

  private static final class Frame {
    final PlanNode.Group group;
    Section section = Section.MAIN;
    List<PlanNode> nodes;
    int index;
    boolean failed;

    Frame(PlanNode.Group group) {
      this.group = group;
      this.nodes = group.main();
    }

    void enter(Section next) {
      section = next;
      nodes = next == Section.RESCUE ? group.rescue() : group.always();
      index = 0;
    }
  }

  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Set<String> begunRoles = new HashSet<>();
  private final Set<String> finishedRoles = new HashSet<>();
  private final Predicate<PlannedTask> passes;
  private boolean failed;
  private boolean ended;

  /// `passes` says of a task whether this host runs it at all (a handler that was not notified is
  /// passed by).
  HostCursor(PlanNode.Group root, Predicate<PlannedTask> passes) {
    this.passes = passes;
    stack.push(new Frame(root));
  }

  /// The next task; empty when the play is over for this host.
  Optional<PlannedTask> peek() {
    while (!stack.isEmpty() && !ended) {
      Frame top = stack.peek();
      if (top.index < top.nodes.size()) {
        switch (top.nodes.get(top.index)) {
          case PlanNode.Step step -> {
            if (passes.test(step.task()) && !isOfFinishedRole(step.task())) {
              return Optional.of(step.task());
            }
            top.index++;
          }
          case PlanNode.Group group -> {
            top.index++;
            stack.push(new Frame(group));
          }
        }
      } else {
        leaveSection(top);
      }
    }
    return Optional.empty();
  }

  /// Roles that it imports are roles of their own (like ansible-core 2.18
  /// plugins/strategy/linear.py).
  private boolean isOfFinishedRole(PlannedTask task) {
    return !task.isHandler()
        && task.lineage()
            .role()
            .filter(r -> !r.allowDuplicates() && finishedRoles.contains(r.key()))
            .isPresent();
  }

  /// A task has run, well or badly: its role is one that was begun. A role of which all tasks were
  /// skipped was not.
  void ran(PlannedTask task) {
    task.lineage().role().map(Role::key).ifPresent(begunRoles::add);
  }

  private void finishRole(PlanNode.Group group) {
    group.source().role().map(Role::key).filter(begunRoles::contains).ifPresent(finishedRoles::add);
  }

  private void leaveSection(Frame top) {
    switch (top.section) {
      case MAIN -> top.enter(Section.ALWAYS);
      case RESCUE -> {
        top.failed = false;
        top.enter(Section.ALWAYS);
      }
      case ALWAYS -> {
        stack.pop();
        finishRole(top.group);
        if (top.failed) {
          fail();
        }
      }
    }
  }

  /// Goes past the task that [#peek] gave.
  void advance() {
    Frame top = stack.peek();
    if (top != null) {
      top.index++;
    }
  }

  /// Whether a failure now would be rescued by a block around.
  boolean isRescuable() {
    return stack.stream().anyMatch(f -> f.section == Section.MAIN && !f.group.rescue().isEmpty());
  }

  /// Whether the current task is part of a rescue section.
  boolean isRescuing() {
    return stack.stream().anyMatch(f -> f.section == Section.RESCUE);
  }

  /// The task that was advanced past has failed: goes to the rescue or always section that is next,
  /// or out of the play.
  void fail() {
    while (!stack.isEmpty()) {
      Frame top = stack.peek();
      switch (top.section) {
        case MAIN -> {
          if (!top.group.rescue().isEmpty()) {
            top.failed = true;
            top.enter(Section.RESCUE);
            return;
          }
          top.failed = true;
          top.enter(Section.ALWAYS);
          if (!top.group.always().isEmpty()) {
            return;
          }
          stack.pop();
        }
        case RESCUE -> {
          top.failed = true;
          top.enter(Section.ALWAYS);
          if (!top.group.always().isEmpty()) {
            return;
          }
          stack.pop();
        }
        case ALWAYS -> stack.pop();
      }
    }
    failed = true;
  }

  /// Puts nodes before what is next in the current section (dynamic includes, handlers).
  void insert(List<PlanNode> nodes) {
    Frame top = stack.peek();
    if (top == null) {
      return;
    }
    var changed = new ArrayList<PlanNode>(top.nodes.size() + nodes.size());
    changed.addAll(top.nodes.subList(0, top.index));
    changed.addAll(nodes);
    changed.addAll(top.nodes.subList(top.index, top.nodes.size()));
    top.nodes = changed;
  }

  /// Leaves the role around without failure (`meta: end_role`).
  void endRole() {
    while (!stack.isEmpty()) {
      Frame left = stack.pop();
      if (left.group.source().role().isPresent()) {
        finishRole(left.group);
        return;
      }
    }
  }

  /// Ends the play for this host without failure.
  void end() {
    ended = true;
  }

  boolean isFailed() {
    return failed;
  }

  /// The blocks around count as not failed either: after their always sections the play goes on.
  void forgetFailure() {
    failed = false;
    stack.forEach(frame -> frame.failed = false);
  }
}
