package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.ConnectionType;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `meta` tasks: they change the run itself (like ansible-core 2.18 plugins/strategy/__init__.py
/// _execute_meta).
final class MetaActions {
  private static final Set<String> NAMES =
      Set.of("meta", "ansible.builtin.meta", "ansible.legacy.meta");

  /// Actions that have no use for `when`.
  private static final Set<String> UNCONDITIONAL =
      Set.of("noop", "refresh_inventory", "reset_connection");

  /// Reads the inventory sources again (`refresh_inventory`).
  private final Runnable refreshInventory;

  private final PlayContext context;
  private final boolean together;

  /// `together`: hosts come to a task at the same time.
  MetaActions(PlayContext context, boolean together, Runnable refreshInventory) {
    this.context = context;
    this.together = together;
    this.refreshInventory = refreshInventory;
  }

  static boolean isMeta(Task task) {
    return task.action().module() instanceof Str s && NAMES.contains(s.text());
  }

  /// Whether a task is a flush of handlers that nobody wrote.
  static boolean isImpliedFlush(PlannedTask task) {
    return isMeta(task.task()) && isImplied(task) && isAction(task, "flush_handlers");
  }

  private static boolean isAction(PlannedTask task, String action) {
    return task.task().action().freeForm().filter(Str.of(action)::equals).isPresent();
  }

  private static String action(PlannedTask task, Supplier<JplayException> missing) {
    return task.task()
        .action()
        .freeForm()
        .map(PythonText::str)
        .map(String::strip)
        .orElseThrow(missing);
  }

  /// Does it for these hosts. Returns the handlers that were put before the hosts' next tasks
  /// (`flush_handlers`).
  List<PlanNode> run(PlannedTask task, List<String> hosts) {
    String action = action(task, () -> unknown(task, ""));
    if (task.isHandler()) {
      hosts.forEach(host -> context.notifications().clear(task, host));
    }
    return switch (action) {
      case "noop",
          "flush_handlers",
          "end_host",
          "end_role",
          "reset_connection",
          RoleProgress.COMPLETE -> {
        if (action.equals("noop") || action.equals("reset_connection")) {
          warnOfCondition(action, task);
        }
        var met = new ArrayList<String>();
        for (String host : hosts) {
          if (announcedAndMet(action, task, host)) {
            onHost(action, task, host);
            met.add(host);
          }
        }
        if (action.equals("reset_connection")) {
          warnOfUnresettable(task, hosts);
        }
        yield action.equals("flush_handlers") && !met.isEmpty() ? flush(met) : List.of();
      }
      default -> {
        if (action.equals("refresh_inventory")) {
          warnOfCondition(action, task);
        }
        if (announcedAndMet(action, task, hosts.getFirst())) {
          onAll(action, task, hosts);
          tell(task, done(action, hosts.getFirst()));
        }
        yield List.of();
      }
    };
  }

  /// Whether a host's conditions are met; that the task is on is told the views, but for the
  /// flushes that are not written in the play.
  private boolean announcedAndMet(String action, PlannedTask task, String host) {
    if (isImplied(task)) {
      return true;
    }
    TaskRef ref = context.ref(task, host);
    boolean check = context.isCheckMode(task, host);
    context.emit(new Event.TaskStarted(context.now(), ref, List.of(), check, together));
    boolean met =
        UNCONDITIONAL.contains(action)
            || task.unmet(context.services().renderer(), context.scope(task, host)).isEmpty();
    if (!met) {
      String condition = action + " conditional evaluated to ";
      String reason = condition + "False, " + instead(action, host);
      tell(task, reason);
      String message =
          action.equals("end_host") ? condition + "false, " + instead(action, host) : action;
      context.emit(
          new Event.TaskResult(
              context.now(),
              ref,
              host,
              Optional.empty(),
              Status.SKIPPED,
              false,
              false,
              TaskOutcome.visible(
                  Dict.builder().put("msg", message).put("skip_reason", reason).build(),
                  context.flag(task, Keyword.NO_LOG, host)),
              List.of()));
    }
    return met;
  }

  private void onAll(String action, PlannedTask task, List<String> hosts) {
    switch (action) {
      case "refresh_inventory" -> refreshInventory.run();
      case "end_play" -> {
        context.hostsLeft().forEach(this::end);
        context.play().endAll();
      }
      case "end_batch" -> context.hostsLeft().forEach(this::end);
      case "clear_host_errors" -> clearErrors();
      case "clear_facts" ->
          // of all hosts of the batch, whether they came here or not
          context
              .play()
              .batch()
              .forEach(host -> context.state().learn(host, v -> v.withoutFacts()));
      default -> throw unknown(task, action);
    }
  }

  /// Whether nobody wrote the task: it belongs to the play itself.
  static boolean isImplied(PlannedTask task) {
    return task.task().where().equals(task.lineage().play().where());
  }

  /// Some actions are done whatever their conditions say.
  private void warnOfCondition(String action, PlannedTask task) {
    if (!task.lineage().all(task.task(), Keyword.WHEN).isEmpty()) {
      context.emit(
          new Event.Problem(
              context.now(),
              Diagnostic.warning("JP1915", "condition is not looked at", task.task().where())
                  .withDetail(action + " task does not support when conditional")));
    }
  }

  /// Connections that hold nothing open have nothing to reset.
  private void warnOfUnresettable(PlannedTask task, List<String> hosts) {
    boolean warns = hosts.stream().anyMatch(host -> !connection(task, host).equals("ssh"));
    if (warns) {
      context.emit(
          new Event.Problem(
              context.now(),
              Diagnostic.warning("JP1921", "connection cannot be reset", task.task().where())
                  .withDetail("Reset is not implemented for this connection")));
    }
  }

  private String connection(PlannedTask task, String host) {
    Scope scope = context.scope(task, host);
    Optional<String> variable =
        Optional.of(
                context
                    .services()
                    .renderer()
                    .renderOrUndefined(scope.lookup("ansible_connection"), scope))
            .filter(v -> !(v instanceof Undefined || v instanceof Null))
            .map(PythonText::str);
    return ConnectionType.of(
        variable,
        context.keyword(task, Keyword.CONNECTION, host).map(PythonText::str),
        context.variables().isImplicitLocal(host),
        context.services().settings());
  }

  private void tell(PlannedTask task, String text) {
    if (!isImplied(task) && !text.isEmpty()) {
      context.emit(new Event.Verbose(context.now(), 2, "", "META: " + text));
    }
  }

  /// What a skipped action leaves undone.
  private static String instead(String action, String host) {
    return switch (action) {
      case "flush_handlers" -> "not running handlers for " + host;
      case "clear_facts" -> "not clearing facts and fact cache for " + host;
      case "clear_host_errors" -> "not clearing host error state for " + host;
      case "end_batch" -> "continuing current batch";
      case "end_play" -> "continuing play";
      case "end_role" -> "continuing role for " + host;
      default -> "continuing execution for " + host;
    };
  }

  private static String done(String action, String host) {
    return switch (action) {
      case "flush_handlers" -> "triggered running handlers for " + host;
      case "clear_facts" -> "facts cleared";
      case "clear_host_errors" -> "cleared host errors";
      case "refresh_inventory" -> "inventory successfully refreshed";
      case "reset_connection" -> "reset connection";
      case "end_play" -> "ending play";
      case "end_batch" -> "ending batch";
      case "end_host" -> "ending play for " + host;
      case "end_role" -> "";
      default -> action;
    };
  }

  private void onHost(String action, PlannedTask task, String host) {
    if (action.equals("flush_handlers")) {
      notified(host);
    }
    tell(task, done(action, host));
    switch (action) {
      case "noop", "flush_handlers" -> {}
      case "end_host" -> end(host);
      case "end_role" -> endRole(task, host);
      case RoleProgress.COMPLETE -> context.play().progress().completed(task, host);
      case "reset_connection" -> context.services().connections().reset(host);
      default -> throw new IllegalStateException(action);
    }
  }

  private void end(String host) {
    context.play().cursor(host).end();
    context.play().removeHost(host);
  }

  /// Goes on to the end of the task's role.
  private void endRole(PlannedTask task, String host) {
    HostCursor cursor = context.play().cursor(host);
    Optional<PlannedTask> next = cursor.peek();
    while (next.isPresent() && !isEnd(next.get(), task)) {
      cursor.advance();
      next = cursor.peek();
    }
  }

  private static boolean isEnd(PlannedTask next, PlannedTask inRole) {
    return isMeta(next.task())
        && isImplied(next)
        && isAction(next, RoleProgress.COMPLETE)
        && next.lineage().role().equals(inRole.lineage().role());
  }

  private void clearErrors() {
    for (String host : context.play().batch()) {
      context.state().forgive(host);
      context.play().cursor(host).forgetFailure();
    }
  }

  private void notified(String host) {
    context.notifications().lookUp(host);
    for (PlannedTask handler : context.play().handlers()) {
      if (context.notifications().isWaiting(handler, host)) {
        String text = "NOTIFIED HANDLER " + context.ref(handler, host).name() + " for " + host;
        context.emit(new Event.Verbose(context.now(), 2, "", text));
      }
    }
  }

  /// The play's handlers are next for these hosts; each passes by those that it was not notified
  /// of.
  private List<PlanNode> flush(List<String> hosts) {
    List<PlannedTask> handlers = context.play().handlers();
    if (handlers.stream().anyMatch(context.notifications()::isAwaited)) {
      context.emit(new Event.HandlersFlushed(context.now()));
    }
    hosts.forEach(host -> context.play().cursor(host).flush());
    return handlers.stream().<PlanNode>map(PlanNode.Step::new).toList();
  }

  private static JplayException unknown(PlannedTask task, String action) {
    Optional<Str> text =
        task.task().action().freeForm().filter(Str.class::isInstance).map(Str.class::cast);
    return new JplayException(
        Diagnostic.error(
                "JP1903",
                "unknown meta action",
                text.map(s -> s.tag().origin()).orElse(task.task().where()))
            .withDetail("invalid meta action requested: " + action));
  }
}
