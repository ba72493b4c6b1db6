package io.jplay.core.run;

import io.jplay.core.event.Event;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Truth;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// What ends a play for all: the failure of some hosts (any_errors_fatal, max_fail_percentage), the
/// operator.
final class FailureRules {
  private final PlayContext context;
  private final boolean anyErrorsFatal;
  private final OptionalDouble maxFailPercentage;
  private boolean tooMany;
  private boolean broken;

  FailureRules(PlayContext context, OptionalDouble maxFailPercentage) {
    this.context = context;
    this.anyErrorsFatal = context.services().settings().behaving().anyErrorsFatal();
    this.maxFailPercentage = maxFailPercentage;
  }

  /// Whether the play says how many hosts may fail.
  boolean hasLimit() {
    return maxFailPercentage.isPresent();
  }

  /// Whether no more tasks of the batch are to run.
  boolean isBroken() {
    return broken || context.state().isStopping();
  }

  /// Whether more hosts failed than may: the rest of the playbook does not run.
  boolean isTooMany() {
    return tooMany;
  }

  /// After a task: `hosts` are those that were left before it, `failed` of them failed, ignored or
  /// not, and `lost` became unreachable; `fatal` tells whether a failure counts for all (like
  /// ansible-core 2.18 plugins/strategy/linear.py).
  void afterTask(List<String> hosts, Set<String> failed, Set<String> lost, boolean fatal) {
    if (fatal && !(failed.isEmpty() && lost.isEmpty())) {
      failOthers(hosts, failed);
    }
    RunState state = context.state();
    if (maxFailPercentage.isPresent()
        && 100.0 * state.out().failed().size() / context.play().batchSize()
            > maxFailPercentage.getAsDouble()) {
      failOthers(hosts, failed);
      context.emit(new Event.NoHostsRemaining(context.now()));
      tooMany = true;
    }
    if (tooMany && state.out().failed().size() >= hosts.size()) {
      context.emit(new Event.NoHostsRemaining(context.now()));
      broken = true;
    }
  }

  /// Those that failed by themselves are not failed again: that would end their rescue.
  private void failOthers(List<String> hosts, Set<String> failed) {
    hosts.stream().filter(host -> !failed.contains(host)).forEach(context::markFailed);
  }

  /// Whether the failure of one host is that of all: `any_errors_fatal`, unless failures are
  /// ignored.
  boolean isFatal(PlannedTask task, String host) {
    return context
        .keyword(task, Keyword.ANY_ERRORS_FATAL, host)
        .flatMap(Truth::of)
        .orElse(anyErrorsFatal);
  }
}
