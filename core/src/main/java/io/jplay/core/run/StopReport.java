package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.event.TaskRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a stopped play leaves undone: the tasks that were given up, the task that would have been
/// next, the handlers that wait.
final class StopReport {
  private static final int SHOWN_HOSTS = 5;

  private final PlayContext context;

  StopReport(PlayContext context) {
    this.context = context;
  }

  Diagnostic diagnostic() {
    var left = new ArrayList<String>();
    Map<TaskRef, List<String>> givenUp = givenUp();
    givenUp.forEach((task, hosts) ->
        left.add(
            "TASK [%s] was given up on %s: what it did there is unknown"
                .formatted(task.name(), names(hosts))));
    Optional<TaskRef> next = givenUp.keySet().stream().findFirst().or(this::next);
    if (givenUp.isEmpty()) {
      next.ifPresent(task -> left.add("the next would have been TASK [" + task.name() + "]"));
    }
    context
        .notifications()
        .pending()
        .forEach((handler, hosts) ->
            left.add(
                "handler %s still waits on %s"
                    .formatted(context.ref(handler, hosts.getFirst()).name(), names(hosts))));
    next.ifPresent(task -> left.add("to go on: --start-at-task '" + task.name() + "'"));
    return Diagnostic.warning(
            "JP1911", "the run was stopped by the operator", context.play().play().where())
        .withDetail(left.isEmpty() ? "nothing of this play was left" : String.join("; ", left));
  }

  private Map<TaskRef, List<String>> givenUp() {
    Map<String, TaskRef> underWay = context.workers().underWay();
    var hosts = new LinkedHashMap<TaskRef, List<String>>();
    for (String host : context.play().batch()) {
      TaskRef task = underWay.get(host);
      if (task != null) {
        hosts.computeIfAbsent(task, t -> new ArrayList<>()).add(host);
      }
    }
    return hosts;
  }

  private Optional<TaskRef> next() {
    return context.hostsLeft().stream()
        .flatMap(host -> context.next(host).map(task -> context.ref(task, host)).stream())
        .findFirst();
  }

  private static String names(List<String> hosts) {
    String shown = String.join(", ", hosts.subList(0, Math.min(SHOWN_HOSTS, hosts.size())));
    int more = hosts.size() - SHOWN_HOSTS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
