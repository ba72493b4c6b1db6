package io.jplay.core.run;

import io.jplay.core.api.RunEffect;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonOperators;
import io.jplay.core.template.Taints;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import io.jplay.core.vars.FactStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes what a task did into the run's state and tells the views: counts, facts, registers,
/// notifications, failures (like ansible-core 2.18 plugins/strategy/__init__.py). Owned by the play
/// thread.
final class Ledger {
  private final RunVariables variables;
  private final RunState state;
  private final PlayState play;
  private final Notifications notifications;
  private final EventSink events;
  private final Clock clock;
  private final Merge merge;
  private final FailedTask failedTasks;
  private final TaskNames names;

  Ledger(
      RunVariables variables,
      PlayState play,
      Notifications notifications,
      EventSink events,
      Services services,
      TaskNames names) {
    this.variables = variables;
    this.state = variables.state();
    this.play = play;
    this.notifications = notifications;
    this.events = events;
    this.clock = services.clock();
    this.merge = services.settings().merge();
    this.failedTasks = new FailedTask(services.renderer());
    this.names = names;
  }

  void record(TaskOutcome outcome, TaskRef ref) {
    record(outcome, ref, true);
  }

  /// Tells the views of a result that may not be the last word.
  void tell(TaskOutcome outcome, TaskRef ref) {
    events.accept(
        new Event.TaskResult(
            clock.instant(),
            ref,
            outcome.host(),
            outcome.delegatedTo(),
            outcome.status(),
            outcome.ignored(),
            outcome.loop(),
            outcome.shown(),
            outcome.diffs()));
  }

  /// `isNews` is false when the views were told already.
  void record(TaskOutcome outcome, TaskRef ref, boolean isNews) {
    String host = outcome.host();
    List<String> learners = isRunOnce(outcome.task()) ? reachable() : List.of(host);
    for (String target : learners) {
      register(outcome, target);
    }
    // what a failed task would have set is not set, also where its failure is ignored
    boolean isDone = !outcome.isFailed() && !outcome.isUnreachable();
    for (TaskOutcome.Change change : isDone ? outcome.changes() : List.<TaskOutcome.Change>of()) {
      for (String target : change.host().equals(host) ? learners : List.of(change.host())) {
        apply(change, target);
      }
    }
    boolean failed = outcome.isFailed() && !outcome.ignored();
    if (!failed && (!outcome.isUnreachable() || outcome.ignored())) {
      for (String name : outcome.notified()) {
        notifications.keep(name, host, outcome.task());
      }
    }
    count(outcome, failed);
    if (isNews) {
      tell(outcome, ref);
    }
    if (!outcome.isUnreachable() && outcome.status() != Status.SKIPPED) {
      play.progress().worked(outcome.task(), host);
    }
    if (outcome.isUnreachable() && !outcome.ignored()) {
      state.loseContact(host);
      play.removeHost(host);
      return;
    }
    if (failed) {
      fail(outcome, host);
    }
  }

  private static boolean isRunOnce(PlannedTask task) {
    return task.lineage().nearest(task.task(), Keyword.RUN_ONCE).flatMap(Truth::of).orElse(false);
  }

  /// What one host learns for all is learnt by all hosts of the batch, also those that do not come
  /// to the task (like ansible-core 2.18 plugins/strategy get_task_hosts).
  private List<String> reachable() {
    return play.batch().stream().filter(h -> !state.out().unreachable().contains(h)).toList();
  }

  private void register(TaskOutcome outcome, String target) {
    outcome
        .register()
        .ifPresent(name ->
            state.learn(target, v -> v.withSet(Dict.EMPTY.with(name, outcome.registered()))));
  }

  private void apply(TaskOutcome.Change change, String target) {
    if (!change.facts().isEmpty()) {
      List<String> ignored = FactStore.forbidden(change.facts());
      if (!ignored.isEmpty()) {
        events.accept(
            new Event.Problem(
                clock.instant(),
                Diagnostic.warning(
                        "JP1901",
                        "facts must not set connection or special variables",
                        SourceRange.NONE)
                    .withDetail(
                        "facts of host "
                            + target
                            + " are named as connection or special variables, and are ignored: "
                            + String.join(", ", ignored))));
      }
      state.learn(target, v -> v.withFacts(change.facts()));
    }
    for (RunEffect effect : change.effects()) {
      switch (effect) {
        case RunEffect.SetFacts set -> {
          state.learn(target, v -> v.withSet(set.templates()));
          if (set.cacheable()) {
            Dict facts = (Dict) Taints.addDeep(set.variables(), Taint.REMOTE);
            state.learn(target, v -> v.withFacts(facts));
          }
        }
        case RunEffect.IncludeVars include ->
            state.learn(target, v -> v.withIncluded(include.variables(), merge));
        case RunEffect.AddHost add -> addHost(add);
        case RunEffect.JoinGroup join ->
            state.addToInventory(all -> all.withGroupMember(join.group(), join.parents(), target));
        case RunEffect.SetStats stats -> addStats(stats, target);
      }
    }
  }

  /// The play knows of a host that was not there as it is, whatever `changed_when` says of it.
  private void addHost(RunEffect.AddHost add) {
    if (state.inventory().differsWithHost(add.name(), add.groups(), add.variables(), merge)) {
      play.addHost(add.name());
    }
    state.addToInventory(all -> all.withHost(add.name(), add.groups(), add.variables(), merge));
  }

  private void addStats(RunEffect.SetStats stats, String host) {
    String owner = stats.perHost() ? host : "_run";
    Dict known = state.customStats().getOrDefault(owner, Dict.EMPTY);
    for (Map.Entry<Value, Value> entry : stats.data().entries().entrySet()) {
      String key = ((Str) entry.getKey()).text();
      Value after = entry.getValue();
      Value value =
          stats.aggregate() ? known.get(key).map(b -> joined(b, after)).orElse(after) : after;
      known = known.with(key, value);
    }
    state.customStats().put(owner, known);
  }

  private static Value joined(Value before, Value after) {
    if (before instanceof Dict a && after instanceof Dict b) {
      return a.plus(b);
    }
    return before.getClass() == after.getClass() ? PythonOperators.add(before, after) : after;
  }

  private void count(TaskOutcome outcome, boolean failed) {
    HostStats stats = state.stats(outcome.host());
    if (outcome.isUnreachable()) {
      if (outcome.ignored()) {
        stats.ok++;
        stats.ignored++;
      } else {
        stats.unreachable++;
      }
      return;
    }
    if (failed) {
      return; // whether it counts as failed or rescued depends on the blocks around
    }
    if (outcome.isFailed()) {
      stats.ok++;
      stats.ignored++;
      if (outcome.isChanged()) {
        stats.changed++;
      }
    } else if (outcome.status() == Status.SKIPPED) {
      stats.skipped++;
    } else if (outcome.includes().isEmpty()) { // files count when they are included
      stats.ok++;
      if (outcome.isChanged()) {
        stats.changed++;
      }
    }
  }

  private void fail(TaskOutcome outcome, String host) {
    HostCursor cursor = play.cursor(host);
    boolean rescued = cursor.isRescuable();
    List<String> failing = isRunOnce(outcome.task()) ? reachable() : List.of(host);
    for (String each : failing) {
      play.cursor(each).fail();
      play.removeHost(each);
    }
    if (cursor.peek().isEmpty() && cursor.isFailed()) {
      state.fail(host);
    }
    if (rescued) {
      state.stats(host).rescued++;
      play.restoreHost(host);
      PlannedTask task = outcome.task();
      Dict failed =
          failedTasks.of(task, variables.scope(host, Optional.of(task)), names.settled(task));
      state.learn(
          host,
          v ->
              v.withSet(
                  Dict.EMPTY
                      .with("ansible_failed_task", failed)
                      .with("ansible_failed_result", outcome.registered())));
    } else {
      state.stats(host).failed++;
    }
  }
}
