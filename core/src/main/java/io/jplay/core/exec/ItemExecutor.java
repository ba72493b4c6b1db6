package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
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
import java.util.Set;

/// Does a task for one item of its loop, or at all: condition, binding, attempts, `changed_when`
/// and `failed_when`.
final class ItemExecutor {
  /// Actions that give the play more tasks instead of running a module.
  static final Set<String> INCLUDES = Set.of("include_tasks", "include_role", "include");

  private static final double DEFAULT_DELAY_SECONDS = 5;
  private static final int DEFAULT_RETRIES = 3;

  private final Services services;
  private final RunView run;
  private final ConnectionVariables connections;
  private final TaskBinder binder;
  private final ModuleRunner modules;
  private final ConnectionTrouble trouble = new ConnectionTrouble();

  ItemExecutor(Services services, RunView run) {
    this.services = services;
    this.run = run;
    this.connections = new ConnectionVariables(services.settings().connecting());
    this.binder = new TaskBinder(services, run);
    this.modules = new ModuleRunner(services, run);
  }

  /// The item of a loop: what it sets, what it is called, and the inventory as the items before it
  /// have left it.
  record LoopItem(Dict variables, Value label, Inventory inventory) {}

  ItemOutcome execute(TaskTicket ticket, Scope variables, Optional<LoopItem> item)
      throws InterruptedException {
    var keywords = new TaskKeywords(ticket.task(), services.renderer(), variables);
    Scope own =
        connections.below(variables, ticket.host(), run.isImplicitLocal(ticket.host()), keywords);
    boolean censored = services.settings().behaving().noLog();
    try {
      Scope scope =
          binder
              .delegate(ticket.task(), own)
              .map(delegate -> delegated(variables, delegate, keywords))
              .orElse(own);
      Optional<Value> unmet = ticket.task().unmet(services.renderer(), scope);
      if (unmet.isPresent()) {
        return skipped(unmet.get(), censored || isCensoredSafely(keywords));
      }
      censored = censored || keywords.isOn(Keyword.NO_LOG);
      String action = shortAction(ticket.task().task());
      if (INCLUDES.contains(action)) {
        return include(ticket, action, scope, item);
      }
      return attempts(ticket, scope, keywords, item, censored);
    } catch (JplayException e) {
      report(ticket, e);
      return failed(TaskExecutor.failure(e), keywords, censored || isCensoredSafely(keywords));
    }
  }

  private Scope delegated(Scope variables, TaskBinder.Delegate delegate, TaskKeywords keywords) {
    return connections.below(
        TaskBinder.withDelegate(delegate, variables),
        delegate.variables(),
        delegate.host(),
        run.isImplicitLocal(delegate.host()),
        keywords);
  }

  private static ItemOutcome skipped(Value condition, boolean censored) {
    ItemOutcome plain = plain(Status.SKIPPED, TaskExecutor.skippedBy(condition));
    return censored
        ? new ItemOutcome(
            plain.status(),
            false,
            plain.registered(),
            censored(false),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true)
        : plain;
  }

  /// What to do when the loop itself cannot be had: skipped when the condition needs no item and is
  /// false.
  ItemOutcome skippedDespite(TaskTicket ticket, Scope scope, JplayException loopError) {
    try {
      Optional<Value> unmet = ticket.task().unmet(services.renderer(), scope);
      if (unmet.isPresent()) {
        return plain(Status.SKIPPED, TaskExecutor.skippedBy(unmet.get()));
      }
    } catch (JplayException e) {
      // the condition needs the item: the loop's own error says more
    }
    return failedLoop(ticket, scope, loopError);
  }

  /// A loop that cannot be begun, or not gone on with: the task fails as a whole.
  ItemOutcome failedLoop(TaskTicket ticket, Scope scope, JplayException loopError) {
    report(ticket, loopError);
    var keywords = new TaskKeywords(ticket.task(), services.renderer(), scope);
    // what is wrong with the loop is said without more words
    Result result = Result.failed(loopError.diagnostic().sentence());
    return failed(result, keywords, isCensoredSafely(keywords));
  }

  private boolean isCensoredSafely(TaskKeywords keywords) {
    try {
      return keywords.isOn(Keyword.NO_LOG);
    } catch (JplayException e) {
      return true; // a no_log that cannot be read hides
    }
  }

  private void report(TaskTicket ticket, JplayException e) {
    report(ticket, withTask(ticket, e.diagnostic()));
  }

  private void report(TaskTicket ticket, Diagnostic problem) {
    ticket.progress().accept(new Event.Problem(services.clock().instant(), problem));
  }

  /// A problem in another file (a template, variables) says which task came there.
  private static Diagnostic withTask(TaskTicket ticket, Diagnostic problem) {
    SourceRange task = ticket.task().task().where();
    boolean isElsewhere =
        problem.primary().isKnown()
            && task.isKnown()
            && !problem.primary().source().name().equals(task.source().name());
    return isElsewhere ? problem.withRelated("needed by the task", task) : problem;
  }

  private ItemOutcome failed(Result result, TaskKeywords keywords, boolean censored) {
    Dict registered = Registered.of(result, false, false).without("changed");
    boolean ignored = ignores(keywords);
    Dict visible = censored ? censored(false) : shown(registered);
    return new ItemOutcome(
        Status.FAILED,
        ignored,
        registered,
        visible,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        delegate(keywords),
        censored);
  }

  /// The delegate of a task that could not be bound.
  private Optional<String> delegate(TaskKeywords keywords) {
    try {
      return binder.delegate(keywords);
    } catch (JplayException e) {
      return Optional.empty();
    }
  }

  private static boolean ignores(TaskKeywords keywords) {
    try {
      return keywords.isOn(Keyword.IGNORE_ERRORS);
    } catch (JplayException e) {
      return false;
    }
  }

  static String shortAction(Task task) {
    String name = task.action().module() instanceof Str s ? s.text() : "";
    return name.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
  }

  private ItemOutcome include(
      TaskTicket ticket, String action, Scope scope, Optional<LoopItem> item) {
    var options = Dict.builder();
    ticket
        .task()
        .task()
        .action()
        .options()
        .entries()
        .forEach((key, value) -> {
          String name = PythonText.str(key);
          options.put(
              name, name.equals("apply") ? value : services.renderer().render(value, scope));
        });
    Optional<String> freeForm =
        ticket
            .task()
            .task()
            .action()
            .freeForm()
            .map(v -> PythonText.str(services.renderer().render(v, scope)));
    Dict rendered = options.build();
    var call =
        new IncludeCall(
            action,
            rendered,
            freeForm.or(() -> rendered.get("file").map(PythonText::str)),
            item.map(LoopItem::label),
            item.map(LoopItem::variables).orElse(Dict.EMPTY));
    Dict registered = included(call, rendered.without("file"), item.isPresent());
    return new ItemOutcome(
        Status.OK,
        false,
        registered,
        shown(registered),
        List.of(),
        Optional.empty(),
        Optional.of(call),
        Optional.empty(),
        false);
  }

  /// Those of a loop's items say nothing of change and failure, as in ansible.
  private static Dict included(IncludeCall call, Dict arguments, boolean isItem) {
    var result = Dict.builder();
    if (!isItem) {
      result.put("changed", false).put("failed", false);
    }
    call.file().ifPresent(file -> result.put("include", file));
    return result.put("include_args", arguments).build();
  }

  private ItemOutcome attempts(
      TaskTicket ticket,
      Scope scope,
      TaskKeywords keywords,
      Optional<LoopItem> item,
      boolean censored)
      throws InterruptedException {
    Optional<String> delegate = binder.delegate(keywords);
    BoundItem bound = binder.bind(ticket.task(), ticket.host(), scope, keywords, delegate);
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
      boolean good = unreachable || !repeats || finisher.isSatisfied(until, registered);
      if (good || attempt >= total) {
        if (!good) {
          registered =
              registered.with("attempts", Int.of(attempt - 1L)).with("failed", Bool.of(true));
        }
        if (bound.async().isOn() && !bound.async().isLeftAlone()) {
          asyncEnded(ticket, registered);
        }
        return finished(ticket, bound, keywords, result, registered, censored);
      }
      int left = total - attempt;
      Dict visible =
          (censored
                  ? censored(registered)
                  : shown(registered).plus(bound.secrets().mark(Registered.internal(result))))
              .with("retries", Int.of(total));
      ticket
          .progress()
          .accept(
              new Event.Retry(
                  services.clock().instant(),
                  ticket.ref(),
                  ticket.host(),
                  bound.delegate().map(name -> delegateLabel(name, bound)),
                  item.map(LoopItem::label),
                  left,
                  total - 1,
                  visible));
      Thread.sleep(Duration.ofMillis(Math.round(delay * 1000)));
    }
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

  private Result runOnce(TaskTicket ticket, BoundItem bound, Optional<LoopItem> item)
      throws InterruptedException {
    try {
      Inventory known = item.map(LoopItem::inventory).orElseGet(run::inventory);
      return settled(modules.run(ticket, bound), bound, known);
    } catch (TransportException e) {
      trouble.of(e, bound.connection()).ifPresent(problem -> report(ticket, problem));
      return transportFailure(ticket, bound, e);
    } catch (JplayException e) {
      report(ticket, e);
      return TaskExecutor.failure(e);
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
      return Result.failed(
              "The %s action failed to execute in the expected time frame (%d) and was terminated"
                  .formatted(actionAsWritten(ticket, bound), bound.timeout().toSeconds()))
          .with("timedout", Dict.builder().put("period", bound.timeout().toSeconds()).build());
    }
    Status status = e.isUnreachable() ? Status.UNREACHABLE : Status.FAILED;
    return Result.failed("").withStatus(status).with("msg", new Str(e.getMessage(), Tag.REMOTE));
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
    Dict visible =
        censored
            ? censored(registered)
            : shown(registered).plus(bound.secrets().mark(Registered.internal(result)));
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

  static ItemOutcome plain(Status status, Dict registered) {
    return new ItemOutcome(
        status,
        false,
        registered,
        shown(registered),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Dict censored(Dict registered) {
    Dict censored = censored(registered.flag("changed"));
    return registered
        .get("attempts")
        .map(attempts -> censored.with("attempts", attempts))
        .orElse(censored);
  }

  /// What a view shows of a result whose content must not be shown.
  static Dict censored(boolean changed) {
    return Dict.builder().put("censored", TaskExecutor.CENSORED).put("changed", changed).build();
  }

  /// A result without what views never show.
  static Dict shown(Dict registered) {
    return registered.without("failed").without("skipped").without("diff");
  }
}
