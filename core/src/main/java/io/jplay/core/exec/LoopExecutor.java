package io.jplay.core.exec;

import io.jplay.core.api.RunEffect;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Loop;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does a task for each item of its loop, in turn, on one host.
final class LoopExecutor {
  private final Services services;
  private final RunView run;
  private final ProblemReports reports;
  private final ItemExecutor items;

  LoopExecutor(Services services, RunView run, ItemExecutor items) {
    this.services = services;
    this.run = run;
    this.reports = new ProblemReports(services);
    this.items = items;
  }

  /// What came of a task with a loop; one whose loop could not be had is as one without.
  record Done(ItemOutcome whole, List<ItemOutcome> items, boolean isLoop) {
    static Done only(ItemOutcome outcome) {
      return new Done(outcome, List.of(outcome), false);
    }
  }

  Done execute(TaskTicket ticket, Loop loop, Scope scope) throws InterruptedException {
    LoopItems list;
    try {
      list =
          LoopItems.of(
              ticket.task().task(),
              loop,
              services.renderer(),
              scope,
              problem -> reports.of(ticket, problem));
    } catch (JplayException e) {
      // a condition that is false without an item saves a loop over something undefined
      ItemOutcome skipped = items.skippedDespite(ticket, scope, e);
      return Done.only(skipped);
    }
    if (list.items().isEmpty()) {
      Dict registered =
          Dict.builder()
              .put("changed", false)
              .put("skipped", true)
              .put("skipped_reason", "No items in the list")
              .put("results", Seq.EMPTY)
              .build();
      boolean censored = items.isCensored(ticket, scope);
      var none = ItemOutcome.plain(Status.SKIPPED, registered, censored);
      return new Done(none, List.of(), true);
    }
    warnOfVariable(list.control().variable(), ticket, scope);
    var done = new ArrayList<ItemOutcome>();
    Scope known = scope;
    Inventory inventory = run.inventory();
    for (int i = 0; i < list.items().size(); i++) {
      if (i > 0 && !list.control().pause().isZero()) {
        Thread.sleep(list.control().pause());
      }
      ItemOutcome item;
      try {
        item = item(ticket, list, i, known, inventory);
      } catch (JplayException e) {
        // like ansible-core 2.18 executor/task_executor.py: what earlier items did is not told
        ItemOutcome failed = items.failedBefore(ticket, known.with(list.variables(i)), e);
        return Done.only(failed);
      }
      done.add(item);
      inventory = changed(inventory, item, ticket.host(), services.settings().merge());
      known = known.with(learnt(ticket, item, scope));
      if (item.status() == Status.UNREACHABLE && !item.ignored()) {
        break;
      }
      try {
        if (list.isBroken(services.renderer(), known.with(list.variables(i)))) {
          break;
        }
      } catch (JplayException e) {
        ItemOutcome failed = items.failedLoop(ticket, scope, e);
        return Done.only(failed);
      }
    }
    return new Done(summary(done), done, true);
  }

  /// A loop whose variable was there before hides it, most often that of a loop around it.
  private void warnOfVariable(String variable, TaskTicket ticket, Scope scope) {
    if (scope.lookup(variable) instanceof Undefined) {
      return;
    }
    String kind = ticket.ref().isHandler() ? "HANDLER: " : "TASK: ";
    reports.of(
        ticket,
        Diagnostic.warning("JP1922", "loop variable is in use", ticket.task().task().where())
            .withDetail(
                kind
                    + ticket.ref().name()
                    + ": The loop variable '"
                    + variable
                    + "' is already in use. You should set the `loop_var` value in the"
                    + " `loop_control` option for the task to something else to avoid variable"
                    + " collisions and unexpected behavior."));
  }

  /// What the following items see of one that is done: its registered result and the variables that
  /// it set (like ansible-core 2.18 executor/task_executor.py _execute).
  private Map<String, Value> learnt(TaskTicket ticket, ItemOutcome item, Scope scope) {
    var learnt = new LinkedHashMap<String, Value>();
    ticket.task().register().ifPresent(name -> learnt.put(name, item.registered()));
    item.change()
        .filter(change -> change.host().equals(ticket.host()))
        .map(TaskOutcome.Change::effects)
        .orElse(List.of())
        .forEach(effect -> {
          switch (effect) {
            case RunEffect.SetFacts set -> put(set.templates(), learnt);
            case RunEffect.IncludeVars include -> put(include.variables(), learnt);
            case RunEffect.AddHost _, RunEffect.JoinGroup _, RunEffect.SetStats _ -> {}
          }
        });
    return learnt;
  }

  /// The inventory as an item leaves it: the run's own changes when the task is done.
  private static Inventory changed(Inventory before, ItemOutcome item, String host, Merge merge) {
    Inventory after = before;
    for (RunEffect effect : item.change().map(TaskOutcome.Change::effects).orElse(List.of())) {
      after =
          switch (effect) {
            case RunEffect.AddHost add ->
                after.withHost(add.name(), add.groups(), add.variables(), merge);
            case RunEffect.JoinGroup join ->
                after.withGroupMember(join.group(), join.parents(), host);
            case RunEffect.SetFacts _, RunEffect.IncludeVars _, RunEffect.SetStats _ -> after;
          };
    }
    return after;
  }

  private static void put(Dict variables, Map<String, Value> all) {
    variables.entries().forEach((name, value) -> all.put(PythonText.str(name), value));
  }

  /// What Ansible makes no error of its own of (a division by zero in an option) fails the item
  /// alone; all else that cannot be rendered ends the loop (like ansible-core 2.18
  /// executor/task_executor.py).
  private ItemOutcome executed(TaskTicket ticket, Scope scope, ItemExecutor.LoopItem item)
      throws InterruptedException {
    try {
      return items.execute(ticket, scope, Optional.of(item));
    } catch (JplayException e) {
      if (e instanceof ConditionFailure || Templar.exception(e).isEmpty()) {
        throw e;
      }
      return items.failedBefore(ticket, scope, e);
    }
  }

  private ItemOutcome item(
      TaskTicket ticket, LoopItems list, int index, Scope scope, Inventory inventory)
      throws InterruptedException {
    Map<String, Value> variables = list.variables(index);
    Scope itemScope = scope.with(variables);
    Value item = list.items().get(index);
    Value before = label(list, itemScope);
    var context =
        new ItemExecutor.LoopItem(
            new Dict(strKeys(variables), Tag.NONE),
            before instanceof Undefined ? item : before,
            inventory);
    ItemOutcome raw = executed(ticket, itemScope, context);
    // the label of what is done may use the result (like ansible-core 2.18 _run_loop)
    Value label = label(list, itemScope.with(learnt(ticket, raw, scope)));
    if (label instanceof Undefined u) {
      label = variables.getOrDefault("item", Null.NULL);
      raw =
          raw.failed(
              "Failed to template loop_control.label: " + u.message(),
              new TaskKeywords(ticket.task(), services.renderer(), itemScope)
                  .isOn(Keyword.IGNORE_ERRORS));
    }
    var added = Dict.builder();
    variables.forEach(
        (name, value) -> added.put(name, name.equals(list.control().variable()) ? item : value));
    ItemOutcome done = unchangedUnreached(raw).withRegistered(added.build());
    if (done.include().isEmpty()) {
      ticket
          .progress()
          .accept(
              new Event.ItemResult(
                  services.clock().instant(),
                  ticket.ref(),
                  ticket.host(),
                  done.delegatedTo(),
                  done.status(),
                  done.ignored(),
                  done.censored() ? Null.NULL : label,
                  done.shown(),
                  done.diffs()));
    }
    return done;
  }

  /// An item whose host is not reached says nothing of change, as in ansible.
  private static ItemOutcome unchangedUnreached(ItemOutcome item) {
    return item.status() == Status.UNREACHABLE ? item.without("changed") : item;
  }

  private static Map<Value, Value> strKeys(Map<String, Value> variables) {
    var map = new LinkedHashMap<Value, Value>();
    variables.forEach((k, v) -> map.put(Str.of(k), v));
    return map;
  }

  private Value label(LoopItems list, Scope scope) {
    try {
      return services
          .renderer()
          .renderOrUndefined(
              list.control().label().orElseGet(() -> scope.lookup(list.control().variable())),
              scope);
    } catch (JplayException e) {
      throw Templar.exception(e).isPresent()
          ? Templar.within("Unexpected failure during module execution: ", e)
          : e;
    }
  }

  /// The result of the whole loop, from those of its items.
  private static ItemOutcome summary(List<ItemOutcome> done) {
    var results = new ArrayList<Value>();
    boolean changed = false;
    boolean failed = false;
    boolean ignored = true;
    boolean unreachable = false;
    boolean allSkipped = true;
    boolean censored = false;
    for (ItemOutcome item : done) {
      results.add(item.registered());
      changed |= item.registered().flag("changed");
      failed |= item.status() == Status.FAILED;
      ignored &= !item.status().isBad() || item.ignored();
      unreachable |= item.status() == Status.UNREACHABLE;
      allSkipped &= item.registered().flag("skipped");
      censored |= item.censored();
    }
    var all = Dict.builder().put("results", Seq.of(results)).put("skipped", allSkipped);
    if (changed) {
      all.put("changed", true);
    }
    String message = "All items completed";
    if (allSkipped) {
      message = "All items skipped";
    } else if (failed) {
      message = "One or more items failed";
    }
    if (failed) {
      all.put("failed", true);
    }
    all.put("msg", message);
    if (!changed) {
      all.put("changed", false);
    }
    Status status =
        failed
            ? Status.FAILED
            : unreachable
                ? Status.UNREACHABLE
                : allSkipped ? Status.SKIPPED : changed ? Status.CHANGED : Status.OK;
    Dict registered = all.build();
    Dict shown = censored ? ItemOutcome.censored(registered) : shown(registered, done);
    return new ItemOutcome(
        status,
        status.isBad() && ignored,
        registered,
        shown,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        done.getLast().delegatedTo(),
        censored);
  }

  /// How the items were called is for playbooks; views have it from each of them.
  private static Dict shown(Dict registered, List<ItemOutcome> done) {
    List<Value> results =
        done.stream().<Value>map(item -> item.withoutInvocation().registered()).toList();
    return ItemOutcome.shown(registered).with("results", Seq.of(results));
  }
}
