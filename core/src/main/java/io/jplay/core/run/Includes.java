package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.event.Event;
import io.jplay.core.exec.IncludeCall;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Origin;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns what include tasks asked for into more plan: hosts that asked for the same get the same
/// nodes, so that they go through them together.
final class Includes {
  private final PlayContext context;
  private final IncludeLoader loader;

  Includes(PlayContext context, IncludeLoader loader) {
    this.context = context;
    this.loader = loader;
  }

  /// New nodes by host, in order; `all` holds each node once, in the order in which it is to run;
  /// `failed` are the hosts that asked for something that is not there.
  record Expansion(Map<String, List<PlanNode>> byHost, List<PlanNode> all, Set<String> failed) {}

  /// A file or role that is not there, or a file that is no list of tasks, fails its hosts; other
  /// problems end the run.
  private static final Set<String> FAILING = Set.of("JP1211", "JP1208", "JP1221");

  /// `round` tells apart what one host asks for several times with the same words.
  private record Asked(PlannedTask task, IncludeCall call, int round) {}

  /// Only hosts that did the task go through what it included: with run_once, one.
  Expansion expand(List<TaskOutcome> outcomes) {
    var askers = new LinkedHashMap<Asked, Set<String>>();
    for (TaskOutcome outcome : outcomes) {
      for (IncludeCall call : outcome.includes()) {
        int round = 0;
        while (!askers
            .computeIfAbsent(new Asked(outcome.task(), call, round), a -> new LinkedHashSet<>())
            .add(outcome.host())) {
          round++;
        }
      }
    }
    var byHost = new LinkedHashMap<String, List<PlanNode>>();
    var all = new ArrayList<PlanNode>();
    var failed = new HashSet<String>();
    askers.forEach((asked, names) -> {
      List<String> hosts = List.copyOf(names);
      List<PlanNode.Group> nodes = load(asked, hosts, failed);
      all.addAll(nodes);
      hosts.forEach(h -> byHost.computeIfAbsent(h, k -> new ArrayList<>()).addAll(nodes));
    });
    return new Expansion(byHost, all, failed);
  }

  private List<PlanNode.Group> load(Asked asked, List<String> hosts, Set<String> failed) {
    Parsed<Block> parsed =
        loader.load(asked.task(), asked.call(), context.scope(asked.task(), hosts.getFirst()));
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      if (diagnostic.severity() != Severity.ERROR) {
        context.emit(new Event.Problem(context.now(), diagnostic));
      }
    }
    Optional<Diagnostic> missing =
        parsed.diagnostics().stream().filter(d -> FAILING.contains(d.code())).findFirst();
    if (missing.isPresent()) {
      List<String> first = hosts.stream().filter(failed::add).toList();
      // each item of a loop counts, but one is enough to fail
      hosts.stream()
          .filter(host -> !first.contains(host) && context.play().cursor(host).isFailed())
          .forEach(host -> context.state().stats(host).failed++);
      fail(asked, first, missing.get());
      return List.of();
    }
    Block block = parsed.orThrow(ExitCode.UNREACHABLE_OR_PARSE_ERROR);
    Optional<Value> label = asked.call().shownLabel();
    String shown = shown(asked, block);
    context.emit(new Event.Included(context.now(), shown, hosts, label));
    hosts.forEach(host -> context.state().stats(host).ok++);
    List<PlanNode.Group> nodes =
        context
            .planner()
            .included(block, asked.task(), context.scope(asked.task(), hosts.getFirst()));
    if (asked.task().isHandler()) {
      PlanNode.forEachTask(nodes, t -> hosts.forEach(host -> context.notifications().add(t, host)));
    }
    addRoles(PlayRoles.included(block, asked.task().lineage()));
    return nodes;
  }

  /// A file that cannot be had fails the hosts that asked for it; blocks may rescue them.
  private void fail(Asked asked, List<String> hosts, Diagnostic missing) {
    if (!hosts.isEmpty()) {
      context.emit(new Event.Problem(context.now(), missing));
    }
    String reason = missing.detail().replace("Unable to retrieve file contents. ", "");
    var fields = Dict.builder().put("changed", false);
    if (!isRole(asked.call())) {
      asked.call().file().ifPresent(file -> fields.put("include", file));
    }
    fields.put("reason", reason).put("failed", true);
    Dict result = fields.build();
    for (String host : hosts) {
      var outcome = TaskOutcome.failed(asked.task(), host, result, asked.call().censored());
      // like ansible-core 2.18 plugins/callback: of a loop only the items are shown, and these
      // were well
      boolean isShown = asked.call().label().isEmpty();
      context.ledger().record(outcome, context.ref(asked.task(), host), isShown);
    }
  }

  /// A role's name, or the file that the tasks come from.
  private static String shown(Asked asked, Block block) {
    IncludeCall call = asked.call();
    if (isRole(call)) {
      return call.options()
          .get("name")
          .or(() -> call.options().get("role"))
          .map(PythonText::str)
          .orElse("");
    }
    return block.origin() instanceof Origin.TaskFile file ? file.file().toString() : "";
  }

  private static boolean isRole(IncludeCall call) {
    return call.action().equals("include_role");
  }

  /// The handlers of included roles join the play's; public ones give it their variables.
  private void addRoles(List<PlayRoles.Used> roles) {
    PlayState play = context.play();
    play.addRoles(roles.stream().map(PlayRoles.Used::role).toList());
    play.addHandlers(context.planner().handlers(roles));
    roles.stream()
        .map(PlayRoles.Used::role)
        .filter(role -> role.isPublic() && !role.isDependency())
        .map(role -> play.variables().withRole(role, context.variables().stack().merge()))
        .forEach(play::changeVariables);
  }
}
