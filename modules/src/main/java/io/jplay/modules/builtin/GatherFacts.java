package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gathers facts about hosts as a play does at its start: by [Setup], or by the modules that the
/// variable `ansible_facts_modules` or the setting `facts_modules` names, one after the other. An
/// action because it only hands its options on. What becomes of several modules imitates
/// ansible-core 2.18 plugins/action/gather_facts.py.
@ModuleInfo(summary = "Gather facts about hosts as a play does", onlyReads = true, async = false)
public final class GatherFacts implements ActionModule<GatherFacts.Args> {
  private static final String SETUP = "ansible.builtin.setup";
  private static final Set<String> SETUPS = Set.of("smart", "setup", "ansible.legacy.setup", SETUP);
  private static final List<String> OF_SETUP_ALONE = List.of("gather_subset", "filter");

  public record Args(@Option("true") boolean parallel, @Option(rest = true) Dict options) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    List<String> modules = modules(context);
    if (modules.size() == 1 && SETUPS.contains(modules.getFirst())) {
      return context.delegate(SETUP, a.options());
    }
    Result all = Result.ok();
    var failed = new LinkedHashMap<String, Value>();
    var skipped = new LinkedHashMap<String, Value>();
    for (String module : modules) {
      Result one = gather(module, a.options(), context);
      all = all.withFacts(one.facts());
      for (String warning : one.warnings()) {
        all = all.withWarning(warning);
      }
      if (one.isFailed()) {
        failed.put(module, one.with("failed", true).fields());
      } else if (one.status() == Status.SKIPPED) {
        skipped.put(module, one.with("skipped", true).fields());
      }
    }
    return judged(all, failed, skipped);
  }

  private static Result gather(String module, Dict options, TaskContext context)
      throws TransportException, InterruptedException {
    if (SETUPS.contains(module)) {
      return context.delegate(SETUP, options);
    }
    Dict rest = options.without("gather_timeout");
    var unused = new ArrayList<String>();
    for (String option : OF_SETUP_ALONE) {
      if (rest.has(option)) {
        rest = rest.without(option);
        unused.add(option);
      }
    }
    Result result = context.delegate(module, rest);
    return unused.isEmpty()
        ? result
        : result.withWarning(String.join(", ", unused) + " not passed to " + module);
  }

  private static Result judged(Result all, Map<String, Value> failed, Map<String, Value> skipped) {
    Result judged = all;
    String message = "";
    if (!skipped.isEmpty()) {
      message = "The following modules were skipped: " + names(skipped);
      judged = judged.with("skipped_modules", Dict.of(skipped));
      if (all.facts().isEmpty()) {
        judged = judged.withStatus(Status.SKIPPED);
      }
    }
    if (!failed.isEmpty()) {
      message += "The following modules failed to execute: " + names(failed);
      judged = judged.with("failed_modules", Dict.of(failed)).withStatus(Status.FAILED);
    }
    return message.isEmpty() ? judged : judged.with("msg", message);
  }

  private static String names(Map<String, Value> modules) {
    return String.join(", ", modules.keySet()) + "\n";
  }

  private static List<String> modules(TaskContext context) {
    Value named =
        context
            .renderer()
            .renderOrUndefined(context.scope().lookup("ansible_facts_modules"), context.scope());
    return switch (named) {
      case Str s -> Arrays.stream(s.text().split(",")).map(String::strip).toList();
      case Seq list -> list.items().stream().map(Value::toString).toList();
      default -> context.factsModules();
    };
  }
}
