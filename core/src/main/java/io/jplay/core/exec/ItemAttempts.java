package io.jplay.core.exec;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskTimeout;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Task;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Runs the module of a task that is to be done, again as `until` and `retries` say, and makes the
/// outcome of the last attempt (like ansible-core 2.18 executor/task_executor.py _execute).
final class ItemAttempts {
  private static final double DEFAULT_DELAY_SECONDS = 5;
  private static final int DEFAULT_RETRIES = 3;

  private final Services services;
  private final RunView run;
  private final TaskBinder binder;
  private final ModuleRunner modules;
  private final ProblemReports reports;
  private final ConnectionTrouble trouble = new ConnectionTrouble();

  ItemAttempts(Services services, RunView run, TaskBinder binder, ProblemReports reports) {
    this.services = services;
    this.run = run;
    this.binder = binder;
    this.modules = new ModuleRunner(services, run);
    this.reports = reports;
  }

  ItemOutcome run(
      TaskTicket ticket,
      Scope scope,
      TaskKeywords keywords,
      Optional<ItemExecutor.LoopItem> item,
      boolean censored)
      throws InterruptedException {
    Optional<String> delegate = binder.delegate(keywords);
    BoundItem bound =
        binder.bind(
            ticket.task(),
            ticket.host(),
            scope,
            keywords,
            delegate,
            warning -> reports.of(ticket, warning));
    Task task = ticket.task().task();
    Optional<Value> until = task.keywords().get(Keyword.UNTIL);
    boolean repeats = until.isPresent() || task.keywords().has(Keyword.RETRIES);
    int total = repeats ? 1 + Math.max(0, retries(keywords)) : 1;
    double delay = Math.max(0, keywords.number(Keyword.DELAY).orElse(DEFAULT_DELAY_SECONDS));
    var finisher = new ResultFinisher(services, ticket, bound, scope);
    for (int attempt = 1; ; attempt++) {
      Result result = runOnce(ticket, bound, item);
      Dict registered = finisher.finish(result, attempt, repeats);
      boolean unreachable = result.status() == Status.UNREACHABLE;
      boolean good =
          unreachable || result.isRefusal() || !repeats || finisher.isSatisfied(until, registered);
      if (good || attempt >= total) {
        if (!good) {
          registered =
              registered.with("attempts", Int.of(attempt - 1L)).with("failed", Bool.of(true));
        }
        if (bound.async().isOn() && !bound.async().isLeftAlone()) {
          asyncEnded(ticket, registered);
        }
        ItemOutcome done = finished(ticket, bound, keywords, result, registered, censored);
        // that of a task without a loop is not kept, as in ansible
        return item.isPresent() ? done : done.withoutInvocation();
      }
      int left = total - attempt;
      Dict visible =
          (censored ? ItemOutcome.censored(registered) : shown(result, registered, bound))
              .with("retries", Int.of(total));
      ticket
          .progress()
          .accept(
              new Event.Retry(
                  services.clock().instant(),
                  ticket.ref(),
                  ticket.host(),
                  bound.delegate().map(name -> delegateLabel(name, bound)),
                  item.map(ItemExecutor.LoopItem::label),
                  left,
                  total - 1,
                  visible));
      Thread.sleep(Duration.ofMillis(Math.round(delay * 1000)));
    }
  }

  private Dict shown(Result result, Dict registered, BoundItem bound) {
    Dict internal = Registered.internal(result);
    boolean tells = services.settings().behaving().tellsInvocation();
    return ItemOutcome.shown(registered)
        .plus(
            bound.secrets().mark(tells ? internal : internal.without(Registered.TOLD_INVOCATION)));
  }

  private void asyncEnded(TaskTicket ticket, Dict registered) {
    registered
        .text("ansible_job_id")
        .or(() ->
            registered.get("async_result").orElse(Dict.EMPTY) instanceof Dict job
                ? job.text("ansible_job_id")
                : Optional.empty())
        .ifPresent(id ->
            ticket
                .progress()
                .accept(
                    new Event.AsyncEnded(
                        services.clock().instant(),
                        ticket.ref(),
                        ticket.host(),
                        id,
                        isFailed(registered))));
  }

  private static int retries(TaskKeywords keywords) {
    return keywords.number(Keyword.RETRIES).map(Double::intValue).orElse(DEFAULT_RETRIES);
  }

  private Result runOnce(TaskTicket ticket, BoundItem bound, Optional<ItemExecutor.LoopItem> item)
      throws InterruptedException {
    try {
      Inventory known = item.map(ItemExecutor.LoopItem::inventory).orElseGet(run::inventory);
      return settled(modules.run(ticket, bound), bound, known);
    } catch (TaskTimeout e) {
      return timedOut(ticket, bound);
    } catch (TransportException e) {
      trouble.of(e, bound.connection()).ifPresent(problem -> reports.of(ticket, problem));
      return transportFailure(ticket, bound, e);
    } catch (JplayException e) {
      reports.of(ticket, e, bound.secrets());
      Result failure = PlaybookFailure.of(e, bound.module().info().rendering());
      return bound.module().module() instanceof ControllerModule<?> ? failure.asRefusal() : failure;
    }
  }

  /// Whether a host or group is new is known here, not to the module.
  private Result settled(Result result, BoundItem bound, Inventory known) {
    boolean changes = false;
    for (RunEffect effect : result.effects()) {
      switch (effect) {
        case RunEffect.AddHost add ->
            changes |=
                known.differsWithHost(
                    add.name(), add.groups(), add.variables(), services.settings().merge());
        case RunEffect.JoinGroup join ->
            changes |= known.differsWithMember(join.group(), bound.host());
        case RunEffect.SetFacts _, RunEffect.IncludeVars _, RunEffect.SetStats _ -> changes = true;
      }
    }
    return result.status() == Status.CHANGED && !result.effects().isEmpty() && !changes
        ? result.withStatus(Status.OK)
        : result;
  }

  private static Result transportFailure(TaskTicket ticket, BoundItem bound, TransportException e) {
    if (e.kind() == TransportException.Kind.TASK_TIMEOUT && !bound.async().isOn()) {
      return timedOut(ticket, bound);
    }
    Status status = e.isUnreachable() ? Status.UNREACHABLE : Status.FAILED;
    return Result.failed("").withStatus(status).with("msg", new Str(e.getMessage(), Tag.REMOTE));
  }

  private static Result timedOut(TaskTicket ticket, BoundItem bound) {
    return Result.failed(
            "The %s action failed to execute in the expected time frame (%d) and was terminated"
                .formatted(actionAsWritten(ticket, bound), bound.timeout().toSeconds()))
        .with("timedout", Dict.builder().put("period", bound.timeout().toSeconds()).build());
  }

  private static String actionAsWritten(TaskTicket ticket, BoundItem bound) {
    return ticket.task().task().action().module() instanceof Str s
        ? s.text()
        : bound.module().fqcn();
  }

  private ItemOutcome finished(
      TaskTicket ticket,
      BoundItem bound,
      TaskKeywords keywords,
      Result result,
      Dict registered,
      boolean censored) {
    boolean unreachable = result.status() == Status.UNREACHABLE;
    Status status =
        unreachable
            ? Status.UNREACHABLE
            : isFailed(registered)
                ? Status.FAILED
                : registered.flag("skipped")
                    ? Status.SKIPPED
                    : registered.flag("changed") ? Status.CHANGED : Status.OK;
    boolean ignored =
        (status == Status.FAILED && keywords.isOn(Keyword.IGNORE_ERRORS))
            || (unreachable && keywords.isOn(Keyword.IGNORE_UNREACHABLE));
    String factsHost =
        keywords.isOn(Keyword.DELEGATE_FACTS)
            ? bound.delegate().orElse(ticket.host())
            : ticket.host();
    Dict visible = censored ? ItemOutcome.censored(registered) : shown(result, registered, bound);
    List<Diff> diffs =
        bound.mode().diff() && !censored ? visible(result.diffs(), bound) : List.of();
    return new ItemOutcome(
        status,
        ignored,
        registered,
        visible,
        diffs,
        Optional.of(new TaskOutcome.Change(factsHost, result.facts(), result.effects())),
        Optional.empty(),
        bound
            .delegate()
            .filter(name -> !name.equals(bound.host()))
            .map(name -> unreachable ? name : delegateLabel(name, bound)),
        censored);
  }

  /// The delegate as output shows it: with its address when that is another name.
  private static String delegateLabel(String name, BoundItem bound) {
    String address = bound.connection().endpoint().address();
    return name.equals(address) ? name : name + "(" + address + ")";
  }

  /// `failed_when` has the last word, even where the attempts ran out (like ansible-core 2.18
  /// executor/task_result.py is_failed).
  private static boolean isFailed(Dict registered) {
    return registered.has("failed_when_result")
            && registered.get("failed_when_result").orElseThrow() instanceof Bool verdict
        ? verdict.value()
        : registered.flag("failed");
  }

  /// Differences of a task that was given a secret are not shown: they would show it.
  private static List<Diff> visible(List<Diff> diffs, BoundItem bound) {
    return diffs.isEmpty() || !bound.secrets().areKnown()
        ? diffs
        : List.of(Diff.prepared("diff hidden: the task was given a secret\n"));
  }
}
