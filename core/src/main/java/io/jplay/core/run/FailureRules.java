package io.jplay.core.run;

import io.jplay.core.event.Event;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Truth;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// What ends a play for all: the failure of some hosts (any_errors_fatal, max_fail_percentage), the
/// operator.
final class FailureRules {
  private final PlayContext context;
  private final boolean anyErrorsFatal;
  private final OptionalDouble maxFailPercentage;
  private boolean broken;

  FailureRules(PlayContext context, OptionalDouble maxFailPercentage) {
    this.context = context;
    this.anyErrorsFatal = context.services().settings().behaving().anyErrorsFatal();
    this.maxFailPercentage = maxFailPercentage;
  }

  /// Whether the rest of the playbook must not run.
  boolean isBroken() {
    return broken || context.state().isStopping();
  }

  /// After a task: `failed` are the hosts of it that failed or became unreachable without being
  /// ignored. A task that ran `once` stood for all.
  void afterTask(PlannedTask task, List<String> hosts, Set<String> failed, boolean once) {
    if (failed.isEmpty()) {
      return;
    }
    PlayState play = context.play();
    boolean fatal = once || hosts.stream().findFirst().map(h -> isFatal(task, h)).orElse(false);
    if (fatal) {
      for (String host : play.batch()) {
        if (!failed.contains(host) && !context.state().isOut(host)) {
          HostCursor cursor = play.cursor(host);
          cursor.fail();
          if (once) {
            // like ansible-core 2.18: the failed result counts for every host, and then the rule as
            // well, so that only the host that ran the task is rescued
            cursor.fail();
          }
          if (cursor.isFailed()) {
            context.state().fail(host);
            play.removeHost(host);
          }
        }
      }
      broken = play.active().isEmpty();
    }
    boolean tooMany = false;
    if (maxFailPercentage.isPresent()) {
      var out = new HashSet<String>(play.batch());
      play.active().forEach(out::remove);
      double percentage = 100.0 * out.size() / play.batch().size();
      if (percentage > maxFailPercentage.getAsDouble()) {
        play.active().forEach(h -> play.cursor(h).end());
        play.active().forEach(play::removeHost);
        broken = true;
        tooMany = true;
      }
    }
    if (tooMany) {
      context.emit(new Event.NoHostsRemaining(context.now()));
    }
  }

  private boolean isFatal(PlannedTask task, String host) {
    return context
        .keyword(task, Keyword.ANY_ERRORS_FATAL, host)
        .flatMap(Truth::of)
        .orElse(anyErrorsFatal);
  }

  static OptionalDouble percentage(java.util.Optional<io.jplay.core.value.Value> value) {
    return value
        .map(v -> OptionalDouble.of(Double.parseDouble(PythonText.str(v).replace("%", "").strip())))
        .orElse(OptionalDouble.empty());
  }
}
