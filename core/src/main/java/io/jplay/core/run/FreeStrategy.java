package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.source.SourceRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The free and host_pinned strategies: every host goes through the plan at its own pace (like
/// ansible-core 2.18 plugins/strategy/free.py). `pinned` hosts at most `forks` at a time, each to
/// its end; since connections stay open, free differs only in the order in which hosts get their
/// turn.
final class FreeStrategy implements Strategy {
  private final PlayContext context;
  private final MetaActions meta;
  private final Includes includes;
  private final FailureRules rules;
  private final StepQuestions questions;
  private final int atOnce;
  private final Set<String> busy = new HashSet<>();
  private final Set<String> begun = new LinkedHashSet<>();
  private final Map<Long, TaskRef> announced = new HashMap<>();
  private final Set<String> warned = new HashSet<>();
  private long lastShown;

  /// `atOnce`: how many hosts may be under way (all of them, or forks when pinned).
  FreeStrategy(
      PlayContext context,
      MetaActions meta,
      Includes includes,
      FailureRules rules,
      StepQuestions questions,
      int atOnce) {
    this.context = context;
    this.meta = meta;
    this.includes = includes;
    this.rules = rules;
    this.questions = questions;
    this.atOnce = atOnce;
  }

  @Override
  public void run() throws InterruptedException {
    if (rules.hasLimit()) {
      warn(
          context.play().play().where(),
          "Using max_fail_percentage with the free strategy is not supported, as tasks are executed"
              + " independently on each host");
    }
    while (true) {
      boolean isMore;
      do {
        isMore = !rules.isBroken() && stepIdleHosts();
      } while (isMore);
      if (busy.isEmpty()) {
        if (context.hostsLeft().isEmpty()) {
          context.emit(new Event.NoHostsRemaining(context.now()));
        }
        return;
      }
      switch (context.workers().next()) {
        case Workers.Message.Progress progress -> context.emit(progress.event());
        case Workers.Message.Done done -> finish(done);
        case Workers.Message.Broken broken -> throw Bug.of(broken);
      }
    }
  }

  /// Each host in turn goes one task on. Whether one has more to do without waiting.
  private boolean stepIdleHosts() throws InterruptedException {
    boolean isMore = false;
    List<String> left = context.hostsLeft();
    if (begun.size() >= atOnce) {
      // hosts that are lost make room
      begun.retainAll(new HashSet<>(left));
    }
    for (String host : left) {
      boolean mayBegin = begun.contains(host) || begun.size() < atOnce;
      if (!busy.contains(host) && mayBegin) {
        isMore |= step(host);
      }
    }
    return isMore;
  }

  /// Whether the host was under way and is not waiting for its task.
  private boolean step(String host) throws InterruptedException {
    HostCursor cursor = context.play().cursor(host);
    Optional<PlannedTask> next = context.next(host);
    if (next.isEmpty()) {
      return begun.remove(host);
    }
    begun.add(host);
    PlannedTask task = next.get();
    cursor.advance();
    if (context.play().progress().isDone(task, host)) {
      return true;
    }
    if (MetaActions.isMeta(task.task())) {
      meta.run(task, List.of(host));
      lastShown = -1;
      return true;
    }
    if (!questions.mayRunOn(task, host)) {
      return true;
    }
    warnOfKeywords(task, host);
    submit(task, host);
    return false;
  }

  private void submit(PlannedTask task, String host) {
    boolean isNew = !announced.containsKey(task.id());
    // its name is rendered for the first host that comes to it, and stays
    TaskRef ref = announced.computeIfAbsent(task.id(), _ -> context.announced(task, List.of(host)));
    if (isNew) {
      announce(ref, host, context.isCheckMode(task, host));
    }
    if (task.isHandler()) {
      context.notifications().clear(task, host);
    }
    context.emit(new Event.HostStarted(context.now(), ref, host));
    busy.add(host);
    context.workers().submit(task, ref, host, context.throttle(task, host));
  }

  private void announce(TaskRef ref, String host, boolean check) {
    lastShown = ref.id();
    context.emit(new Event.TaskStarted(context.now(), ref, List.of(host), check, false));
  }

  private void finish(Workers.Message.Done done) throws InterruptedException {
    TaskOutcome outcome = done.outcome();
    String host = outcome.host();
    if (lastShown != done.ref().id()) {
      announce(done.ref(), host, context.isCheckMode(outcome.task(), host));
    }
    if (context.doneAgain(done)) {
      return;
    }
    busy.remove(host);
    context.record(done);
    Includes.Expansion more = includes.expand(List.of(outcome));
    more.byHost().values().forEach(nodes -> context.insert(host, nodes));
  }

  /// What has no meaning where every host goes its own way is said once, and not done.
  private void warnOfKeywords(PlannedTask task, String host) {
    if (context.flag(task, Keyword.RUN_ONCE, host)) {
      warn(
          task.task().where(),
          "Using run_once with the free strategy is not currently supported. This task will still"
              + " be executed for every host in the inventory list.");
    }
    if (rules.isFatal(task, host)) {
      warn(
          task.task().where(),
          "Using any_errors_fatal with the free strategy is not supported, as tasks are executed"
              + " independently on each host");
    }
  }

  private void warn(SourceRange where, String text) {
    if (warned.add(text)) {
      context.emit(
          new Event.Problem(
              context.now(),
              Diagnostic.warning("JP1916", "keyword without effect", where).withDetail(text)));
    }
  }
}
