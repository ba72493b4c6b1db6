package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
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
    if (action.equals("flush_handlers")
        && !task.task().where().equals(task.lineage().play().where())
        && !isMetAnywhere(task, hosts)) {
      return List.of();
    }
    return switch (action) {
      case "noop" -> List.of();
      case "flush_handlers" -> flush(task, hosts);
      case "refresh_inventory" -> {
        if (isMetAnywhere(task, hosts)) {
          refreshInventory.run();
        }
        yield List.of();
      }
      case "end_play" -> {
        if (isMetAnywhere(task, hosts)) {
          context.play().batch().forEach(h -> context.play().cursor(h).end());
        }
        yield List.of();
      }
      case "end_batch" -> {
        if (isMetAnywhere(task, hosts)) {
          hosts.forEach(h -> context.play().cursor(h).end());
        }
        yield List.of();
      }
      case "clear_host_errors" -> {
        if (isMetAnywhere(task, hosts)) {
          clearErrors();
        }
        yield List.of();
      }
      case "clear_facts", "end_host", "end_role", "reset_connection" -> {
        for (String host : hosts) {
          if (context.isMet(task, host)) {
            onHost(action, host);
          }
        }
        yield List.of();
      }
      default -> throw unknown(task, action);
    };
  }

  private boolean isMetAnywhere(PlannedTask task, List<String> hosts) {
    return hosts.stream().findFirst().map(h -> context.isMet(task, h)).orElse(false);
  }

  private void onHost(String action, String host) {
    switch (action) {
      case "clear_facts" -> context.state().learn(host, v -> v.withoutFacts());
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
  private List<PlanNode> flush(PlannedTask task, List<String> hosts) {
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
