package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where one host is in a play: the next task, and what a failure leads to. Looking at the next
/// task changes nothing: a failure that is decided before the host takes it counts from where the
/// host is. Owned by the play thread.
final class HostCursor {
  private final Predicate<PlannedTask> wanted;
  private final Supplier<List<PlannedTask>> allHandlers;
  private Place place;
  private @Nullable Place ahead;

  /// Where the host is: in the blocks of the play, and in the handlers while they are flushed.
  private static final class Place {
    final BlockPath blocks;
    List<PlannedTask> handlers = List.of();
    int handler;
    boolean flushing;

    Place(BlockPath blocks) {
      this.blocks = blocks;
    }

    Place copy() {
      var copy = new Place(blocks.copy());
      copy.handlers = handlers;
      copy.handler = handler;
      copy.flushing = flushing;
      return copy;
    }

    Optional<PlannedTask> take(Predicate<PlannedTask> wanted) {
      while (flushing) {
        if (handler >= handlers.size()) {
          flushing = false;
          handler = 0;
          break;
        }
        PlannedTask task = handlers.get(handler++);
        if (wanted.test(task)) {
          return Optional.of(task);
        }
      }
      return blocks.take(wanted);
    }
  }

  /// `wanted` says of a task whether this host runs it at all (a handler that was not notified is
  /// passed by); `allHandlers` are those of the play, in their order.
  HostCursor(
      List<PlanNode.Group> blocks,
      Predicate<PlannedTask> wanted,
      Supplier<List<PlannedTask>> allHandlers) {
    this.place = new Place(new BlockPath(blocks));
    this.wanted = wanted;
    this.allHandlers = allHandlers;
  }

  /// The next task; empty when the play is over for this host.
  Optional<PlannedTask> peek() {
    var next = place.copy();
    Optional<PlannedTask> task = next.take(wanted);
    ahead = next;
    return task;
  }

  /// Goes past the task that [#peek] gave.
  void advance() {
    if (ahead != null) {
      place = ahead;
      ahead = null;
    }
  }

  boolean isFlushing() {
    return place.flushing;
  }

  /// The play's handlers are next (`flush_handlers`). Where a handler failed in an earlier flush,
  /// the next one goes on behind it (like ansible-core 2.18 executor/play_iterator.py).
  void flush() {
    place.flushing = true;
    place.handlers = List.copyOf(allHandlers.get());
  }

  /// Whether a failure now would be rescued by a block around.
  boolean isRescuable() {
    return place.blocks.isRescuable(!place.flushing);
  }

  /// The task that was advanced past has failed: goes to the rescue or always section that is next,
  /// or out of the play. A failed handler ends the flush, and fails it.
  void fail() {
    place.flushing = false;
    place.blocks.fail();
  }

  /// Puts nodes before what is next (dynamic includes). The tasks of the block that they came into.
  List<PlannedTask> insert(List<? extends PlanNode> nodes) {
    if (place.flushing) {
      var tasks = new ArrayList<PlannedTask>();
      PlanNode.forEachTask(nodes, tasks::add);
      var changed = new ArrayList<>(place.handlers);
      changed.addAll(place.handler, tasks);
      place.handlers = changed;
    } else {
      return place.blocks.insert(nodes);
    }
    return List.of();
  }

  /// Ends the play for this host without failure. One that is ended while it is being rescued
  /// counts as rescued.
  void end() {
    if (!place.flushing && place.blocks.isRescuing()) {
      place.blocks.forgetFailures();
    }
    place.flushing = false;
    place.blocks.end();
  }

  /// Leaves the host out of the play: it failed before.
  void giveUp() {
    place.blocks.giveUp();
  }

  boolean isFailed() {
    return place.blocks.isFailed();
  }

  /// Blocks around that were still to run go on; a play that was left stays left.
  void forgetFailure() {
    place.blocks.forgetFailures();
  }
}
