package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
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

  /// Reads the inventory sources again (`refresh_inventory`).
  private final Runnable refreshInventory;

  private final PlayContext context;

  MetaActions(PlayContext context, Runnable refreshInventory) {
    this.context = context;
    this.refreshInventory = refreshInventory;
  }

  static boolean isMeta(Task task) {
    return task.action().module() instanceof Str s && NAMES.contains(s.text());
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
    return switch (action) {
      case "noop", "flush_handlers", "end_host", "end_role", "reset_connection" -> {
        List<String> met = hosts.stream().filter(host -> announcedAndMet(task, host)).toList();
        met.forEach(host -> onHost(action, host));
        yield action.equals("flush_handlers") && !met.isEmpty() ? flush(met) : List.of();
      }
      default -> {
        if (announcedAndMet(task, hosts.getFirst())) {
          onAll(action, task, hosts);
        }
        yield List.of();
      }
    };
  }

  /// Whether a host's conditions are met; that the task is on is told the views, but for the
  /// flushes that are not written in the play.
  private boolean announcedAndMet(PlannedTask task, String host) {
    if (task.task().where().equals(task.lineage().play().where())) {
      return true;
    }
    TaskRef ref = context.ref(task, host);
    boolean check = context.isCheckMode(task, host);
    context.emit(new Event.TaskStarted(context.now(), ref, check, Optional.empty()));
    boolean met = task.unmet(context.services().renderer(), context.scope(task, host)).isEmpty();
    if (!met) {
      context.emit(
          new Event.TaskResult(
              context.now(),
              ref,
              host,
              Optional.empty(),
              Status.SKIPPED,
              false,
              false,
              Dict.EMPTY,
              List.of()));
    }
    return met;
  }

  private void onAll(String action, PlannedTask task, List<String> hosts) {
    switch (action) {
      case "refresh_inventory" -> refreshInventory.run();
      case "end_play" -> context.play().batch().forEach(h -> context.play().cursor(h).end());
      case "end_batch" -> hosts.forEach(h -> context.play().cursor(h).end());
      case "clear_host_errors" -> clearErrors();
      case "clear_facts" ->
          hosts.forEach(host -> context.state().learn(host, v -> v.withoutFacts()));
      default -> throw unknown(task, action);
    }
  }

  private void onHost(String action, String host) {
    switch (action) {
      case "noop", "flush_handlers" -> {}
      case "end_host" -> context.play().cursor(host).end();
      case "end_role" -> context.play().cursor(host).endRole();
      case "reset_connection" -> context.services().connections().reset(host);
      default -> throw new IllegalStateException(action);
    }
  }

  private void clearErrors() {
    for (String host : context.play().allHosts()) {
      context.state().failed().remove(host);
      context.state().unreachable().remove(host);
      if (context.play().batch().contains(host)) {
        context.play().cursor(host).forgetFailure();
        context.play().restoreHost(host);
      }
    }
  }

  /// Puts every handler before the hosts' next tasks; a host passes by those that it was not
  /// notified of.
  private List<PlanNode> flush(List<String> hosts) {
    var nodes = new ArrayList<PlanNode>();
    for (PlannedTask handler : context.play().handlers()) {
      if (context.play().batch().stream().anyMatch(h -> context.play().isNotified(handler, h))
          || mayBeNotified(handler)) {
        nodes.add(new PlanNode.Step(handler));
      }
    }
    if (nodes.isEmpty()) {
      return List.of();
    }
    context.emit(new Event.HandlersFlushed(context.now()));
    hosts.forEach(h -> context.play().cursor(h).insert(nodes));
    return nodes;
  }

  /// A handler may notify a later one of the same flush.
  private boolean mayBeNotified(PlannedTask handler) {
    for (PlannedTask other : context.play().handlers()) {
      if (other == handler) {
        return false;
      }
      boolean notifies = other.task().keywords().has(io.jplay.core.playbook.Keyword.NOTIFY);
      if (notifies
          && context.play().batch().stream().anyMatch(h -> context.play().isNotified(other, h))) {
        return true;
      }
    }
    return false;
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
