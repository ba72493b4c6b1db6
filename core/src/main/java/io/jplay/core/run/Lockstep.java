package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Keyword;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The linear strategy: one task at a time, on all hosts that are at it, in parallel (like
/// ansible-core 2.18 plugins/strategy/linear.py).
final class Lockstep implements Strategy {
  private final PlayContext context;
  private final MetaActions meta;
  private final Includes includes;
  private final FailureRules rules;
  private final StepQuestions questions;

  /// All tasks in the order in which they are written; grows by includes and flushes behind the
  /// current one.
  private final List<PlannedTask> order = new ArrayList<>();

  private int position;

  Lockstep(
      PlayContext context,
      List<PlanNode.Group> plan,
      MetaActions meta,
      Includes includes,
      FailureRules rules,
      StepQuestions questions) {
    this.context = context;
    this.meta = meta;
    this.includes = includes;
    this.rules = rules;
    this.questions = questions;
    PlanNode.forEachTask(plan, order::add);
  }

  @Override
  public void run() throws InterruptedException {
    while (!rules.isBroken()) {
      Map<String, PlannedTask> next = nextTasks();
      if (next.isEmpty()) {
        return;
      }
      PlannedTask task = choose(next);
      List<String> hosts =
          next.entrySet().stream()
              .filter(e -> e.getValue() == task)
              .map(Map.Entry::getKey)
              .toList();
      List<String> doing =
          hosts.stream().filter(h -> !context.play().progress().isDone(task, h)).toList();
      boolean isMeta = MetaActions.isMeta(task.task());
      // asked before the hosts go past the task: who is stopped here has it before them
      boolean wanted = doing.isEmpty() || isMeta || questions.mayRun(task, doing.getFirst());
      hosts.forEach(h -> context.play().cursor(h).advance());
      if (doing.isEmpty()) {
        continue;
      }
      if (isMeta) {
        List<String> left = context.hostsLeft();
        insertBehind(meta.run(task, doing));
        rules.afterTask(left, Set.of(), Set.of(), false);
      } else if (wanted) {
        step(task, doing);
      }
    }
  }

  private Map<String, PlannedTask> nextTasks() {
    var next = new LinkedHashMap<String, PlannedTask>();
    for (String host : context.hostsLeft()) {
      Optional<PlannedTask> task = context.next(host);
      task.ifPresent(t -> next.put(host, t));
    }
    return next;
  }

  /// The task nearest behind the last one in written order that some host is at.
  private PlannedTask choose(Map<String, PlannedTask> next) {
    Set<PlannedTask> wanted = new HashSet<>(next.values());
    for (int i = 0; i < order.size(); i++) {
      int at = (position + i) % order.size();
      if (wanted.contains(order.get(at))) {
        position = at + 1;
        return order.get(at);
      }
    }
    throw new IllegalStateException("a host is at a task that is not in the plan");
  }

  private void insertBehind(List<? extends PlanNode> nodes) {
    var tasks = new ArrayList<PlannedTask>();
    PlanNode.forEachTask(nodes, tasks::add);
    order.addAll(position, tasks);
  }

  private void step(PlannedTask task, List<String> hosts) throws InterruptedException {
    String first = hosts.getFirst();
    List<String> left = context.hostsLeft();
    boolean once = context.runsOnce(task, first);
    List<String> running = once ? List.of(first) : hosts;
    TaskRef ref = context.announced(task, running);
    boolean check = context.isCheckMode(task, first);
    context.emit(new Event.TaskStarted(context.now(), ref, running, check, true));
    if (task.isHandler()) {
      hosts.forEach(h -> context.notifications().clear(task, h));
    }
    int throttle = context.throttle(task, first);
    var unannounced = new ArrayDeque<String>(running);
    // like ansible, which announces a host before it waits for a worker to take it
    for (int turn = 0; turn <= context.workers().atOnce(throttle); turn++) {
      announceNext(ref, unannounced);
    }
    running.forEach(host -> context.workers().submit(task, ref, host, throttle));
    boolean fatal =
        (once || rules.isFatal(task, first)) && !context.flag(task, Keyword.IGNORE_ERRORS, first);
    var places = new HashMap<String, Integer>();
    running.forEach(host -> places.put(host, places.size()));
    List<TaskOutcome> outcomes = collect(places, () -> announceNext(ref, unannounced));
    // whichever host was first, hosts include in their order
    outcomes.sort(Comparator.comparingInt(outcome -> places.get(outcome.host())));
    Includes.Expansion more = includes.expand(outcomes);
    more.byHost().forEach(context::insert);
    insertBehind(more.all());
    Set<String> failed = hostsOf(outcomes, TaskOutcome::isFailed);
    failed.addAll(more.failed());
    rules.afterTask(left, failed, hostsOf(outcomes, TaskOutcome::isUnreachable), fatal);
  }

  private void announceNext(TaskRef ref, Queue<String> hosts) {
    String host = hosts.poll();
    if (host != null) {
      context.emit(new Event.HostStarted(context.now(), ref, host));
    }
  }

  private static Set<String> hostsOf(List<TaskOutcome> outcomes, Predicate<TaskOutcome> those) {
    return outcomes.stream().filter(those).map(TaskOutcome::host).collect(Collectors.toSet());
  }

  /// The outcomes of the hosts that have a place, which are under way; `afterEach` follows each.
  private List<TaskOutcome> collect(Map<String, Integer> places, Runnable afterEach)
      throws InterruptedException {
    int count = places.size();
    var outcomes = new ArrayList<TaskOutcome>();
    var told = new HashSet<Diagnostic>();
    while (outcomes.size() < count) {
      for (Workers.Message message : context.workers().nextFew(places, count - outcomes.size())) {
        switch (message) {
          case Workers.Message.Progress progress -> {
            // what is wrong with the task is said once, not once for each host
            if (!(progress.event() instanceof Event.Problem p) || told.add(p.diagnostic())) {
              context.emit(progress.event());
            }
          }
          case Workers.Message.Done done -> {
            if (!context.doneAgain(done)) {
              context.record(done);
              outcomes.add(done.outcome());
              afterEach.run();
            }
          }
          case Workers.Message.Broken broken -> throw Bug.of(broken);
        }
      }
    }
    return outcomes;
  }
}
