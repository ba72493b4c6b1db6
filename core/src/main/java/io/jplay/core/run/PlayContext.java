package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the strategies share while one batch of a play runs. Owned by the play thread.
record PlayContext(
    Services services,
    RunState state,
    PlayState play,
    Notifications notifications,
    RunVariables variables,
    Planner planner,
    Ledger ledger,
    Workers workers,
    EventSink events,
    TaskNames names,
    boolean debugging) {

  private static final Set<String> ONCE = Set.of("add_host", "pause");

  Instant now() {
    return services.clock().instant();
  }

  void emit(Event event) {
    events.accept(event);
  }

  Scope scope(PlannedTask task, String host) {
    return variables.scope(host, Optional.of(task));
  }

  /// A host's next task.
  Optional<PlannedTask> next(String host) {
    return play.cursor(host).peek();
  }

  /// A keyword of a task as one host sees it; absent where it cannot be rendered, which fails the
  /// task itself.
  Optional<Value> keyword(PlannedTask task, Keyword keyword, String host) {
    return written(task, keyword)
        .map(raw -> services.renderer().renderOrUndefined(raw, scope(task, host)))
        .filter(v -> !(v instanceof Omit || v instanceof Undefined));
  }

  boolean flag(PlannedTask task, Keyword keyword, String host) {
    return keyword(task, keyword, host).flatMap(Truth::of).orElse(false);
  }

  /// Whether a task runs on one host for all of them: `run_once`, and actions that are about the
  /// run itself (like ansible-core's BYPASS_HOST_LOOP). Throws JplayException, which ends the run,
  /// when that cannot be known.
  boolean runsOnce(PlannedTask task, String host) {
    return ONCE.contains(task.task().action().shortName())
        || written(task, Keyword.RUN_ONCE)
            .map(raw -> services.renderer().render(raw, scope(task, host)))
            .flatMap(Truth::of)
            .orElse(false);
  }

  /// How many hosts may do the task at a time; 0 for no limit of its own. Throws JplayException,
  /// which ends the run, for what is no number.
  int throttle(PlannedTask task, String host) {
    Optional<Value> written = written(task, Keyword.THROTTLE);
    return written
        .map(raw -> throttled(raw, scope(task, host)))
        .flatMap(v -> Keyword.THROTTLE.type().number(v))
        .map(Double::intValue)
        .orElse(0);
  }

  private Value throttled(Value written, Scope scope) {
    String problem = "Failed to convert the throttle value to an integer.. ";
    Value value = services.renderer().renderOrUndefined(written, scope);
    String reason =
        value instanceof Undefined u
            ? u.message()
            : value instanceof Omit || Keyword.THROTTLE.takes(value)
                ? ""
                : PythonText.repr(value) + " is not a number";
    if (!reason.isEmpty()) {
      throw new JplayException(
          Diagnostic.error("JP1920", "throttle is no number", written.tag().origin())
              .withDetail(problem + reason));
    }
    return value;
  }

  private static Optional<Value> written(PlannedTask task, Keyword keyword) {
    return task.lineage().nearest(task.task(), keyword);
  }

  /// Whether the task only predicts: its keyword, else the option.
  boolean isCheckMode(PlannedTask task, String host) {
    return keyword(task, Keyword.CHECK_MODE, host)
        .flatMap(Truth::of)
        .orElse(services.settings().mode().check());
  }

  TaskRef ref(PlannedTask task, String host) {
    return names.ref(task, scope(task, host));
  }

  /// A task that hosts come to: the first of them that can name it does so for all.
  TaskRef announced(PlannedTask task, List<String> hosts) {
    names.settle(task, hosts.stream().map(host -> scope(task, host)));
    return ref(task, hosts.getFirst());
  }

  /// What a host has included comes next.
  void insert(String host, List<? extends PlanNode> nodes) {
    names.part(play.cursor(host).insert(nodes));
  }

  /// Whether the operator had a task done again; its result comes later.
  boolean doneAgain(Workers.Message.Done done) throws InterruptedException {
    var debugger = new TaskDebugger(this, debugging);
    if (!debugger.isWanted(done.outcome())) {
      return false;
    }
    ledger.tell(done.outcome(), done.ref());
    Optional<PlannedTask> again = debugger.ask(done.outcome());
    again.ifPresent(task -> workers.submit(task, done.ref(), done.host(), 0));
    return again.isPresent();
  }

  void record(Workers.Message.Done done) {
    boolean told = new TaskDebugger(this, debugging).isWanted(done.outcome());
    ledger.record(done.outcome(), done.ref(), !told);
  }

  /// The hosts of the batch that can be reached, also those that have nothing more to do.
  List<String> hostsLeft() {
    return play.batch().stream().filter(host -> !state.isUnreachable(host)).toList();
  }

  /// A host has failed, by a rule or by what it asked for.
  void markFailed(String host) {
    state.fail(host);
    play.cursor(host).fail();
    play.removeHost(host);
  }
}
