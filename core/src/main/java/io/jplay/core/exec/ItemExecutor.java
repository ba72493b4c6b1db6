package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.diag.BugReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Status;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does a task for one item of its loop, or at all: condition, include, or the attempts of its
/// module.
final class ItemExecutor {
  /// Actions that give the play more tasks instead of running a module.
  static final Set<String> INCLUDES = Set.of("include_tasks", "include_role", "include");

  private final Services services;
  private final RunView run;
  private final ConnectionVariables connections;
  private final TaskBinder binder;
  private final ProblemReports reports;
  private final ItemAttempts attempts;

  ItemExecutor(Services services, RunView run) {
    this.services = services;
    this.run = run;
    this.connections = new ConnectionVariables(services.settings().connecting());
    this.binder = new TaskBinder(services, run);
    this.reports = new ProblemReports(services);
    this.attempts = new ItemAttempts(services, run, binder, reports);
  }

  /// The item of a loop: what it sets, what it is called, and the inventory as the items before it
  /// have left it.
  record LoopItem(Dict variables, Value label, Inventory inventory) {}

  /// A task without a loop.
  ItemOutcome execute(TaskTicket ticket, Scope variables) throws InterruptedException {
    try {
      return execute(ticket, variables, Optional.empty());
    } catch (JplayException e) {
      return failedBefore(ticket, variables, e);
    }
  }

  /// Throws what keeps an item from being done at all: a condition or an option that cannot be
  /// rendered. It ends the whole loop.
  ItemOutcome execute(TaskTicket ticket, Scope variables, Optional<LoopItem> item)
      throws InterruptedException {
    var keywords = new TaskKeywords(ticket.task(), services.renderer(), variables);
    Scope own =
        connections.below(variables, ticket.host(), run.isImplicitLocal(ticket.host()), keywords);
    Optional<TaskBinder.Delegate> delegate = binder.delegate(ticket.task(), own);
    delegate.ifPresent(d -> keywords.settle(Keyword.DELEGATE_TO, Str.of(d.host())));
    Scope scope = delegate.map(d -> delegated(variables, d, keywords)).orElse(own);
    Optional<Value> unmet =
        ConditionFailure.judged(() -> ticket.task().unmet(services.renderer(), scope));
    if (unmet.isPresent()) {
      return ItemOutcome.skipped(unmet.get(), isCensoredSafely(keywords));
    }
    keywords.check();
    boolean censored = isCensored(keywords);
    String action = ticket.task().task().action().shortName();
    if (INCLUDES.contains(action)) {
      return include(ticket, action, scope, item, censored);
    }
    return attempts.run(ticket, scope, keywords, item, censored);
  }

  /// The result of a task that could not be begun, or whose loop could not go on.
  ItemOutcome failedBefore(TaskTicket ticket, Scope scope, JplayException problem) {
    reports.of(ticket, problem);
    // what is included is rendered by the engine itself, which tells undefined names as they are
    boolean isName =
        INCLUDES.contains(ticket.task().task().action().shortName())
            && !(problem instanceof ConditionFailure);
    Result result =
        isName
            ? Result.failed(problem.diagnostic().sentence())
            : PlaybookFailure.of(ConditionFailure.cause(problem));
    return failed(ticket, scope, result);
  }

  /// The result of a task that a fault of our own ended (like ansible-core 2.18
  /// executor/task_executor.py run: an exception that nobody expected fails the task). What it
  /// holds of the fault is no data of the run.
  ItemOutcome failedByUs(TaskTicket ticket, Scope scope, Throwable fault) {
    Diagnostic problem =
        Diagnostic.error("JP1923", "a bug in jplay ended a task", ticket.task().task().where())
            .withDetail("a bug in jplay ended this task: " + BugReport.line(fault))
            .withHint(
                "the other hosts go on; please report it with the `exception` that the journal of"
                    + " this run has");
    reports.of(ticket, problem);
    Result result = Result.failed(problem.sentence()).with("exception", BugReport.of(fault));
    return failed(ticket, scope, result);
  }

  private Scope delegated(Scope variables, TaskBinder.Delegate delegate, TaskKeywords keywords) {
    return connections.below(
        TaskBinder.withDelegate(delegate, variables),
        delegate.variables(),
        delegate.host(),
        run.isImplicitLocal(delegate.host()),
        keywords);
  }

  /// What to do when the loop itself cannot be had: skipped when something in it is undefined, the
  /// condition needs no item and is false. Other mistakes fail the task whatever the condition says
  /// (like ansible-core 2.18 executor/task_executor.py run).
  ItemOutcome skippedDespite(TaskTicket ticket, Scope scope, JplayException loopError) {
    if (!loopError.diagnostic().code().equals("JP1401")) {
      return failedLoop(ticket, scope, loopError);
    }
    try {
      Optional<Value> unmet = ticket.task().unmet(services.renderer(), scope);
      if (unmet.isPresent()) {
        return ItemOutcome.skipped(unmet.get(), isCensored(ticket, scope));
      }
    } catch (JplayException e) {
      // the condition needs the item: the loop's own error says more
    }
    return failedLoop(ticket, scope, loopError);
  }

  /// A loop that cannot be begun, or not gone on with: the task fails as a whole.
  ItemOutcome failedLoop(TaskTicket ticket, Scope scope, JplayException loopError) {
    reports.of(ticket, loopError);
    // what is wrong with the loop is said without more words
    return failed(ticket, scope, Result.failed(loopError.diagnostic().sentence()));
  }

  /// The setting is the default of the keyword: a task that says no shows its results.
  private boolean isCensored(TaskKeywords keywords) {
    return keywords.flag(Keyword.NO_LOG).orElse(services.settings().behaving().noLog());
  }

  /// Whether the result of a task that does nothing at all is not shown.
  boolean isCensored(TaskTicket ticket, Scope scope) {
    return isCensoredSafely(new TaskKeywords(ticket.task(), services.renderer(), scope));
  }

  private boolean isCensoredSafely(TaskKeywords keywords) {
    try {
      return isCensored(keywords);
    } catch (JplayException e) {
      return true; // a no_log that cannot be read hides
    }
  }

  private ItemOutcome failed(TaskTicket ticket, Scope scope, Result result) {
    var keywords = new TaskKeywords(ticket.task(), services.renderer(), scope);
    boolean censored = isCensoredSafely(keywords);
    Dict registered = Registered.of(result, Registered.Source.CONTROLLER, false).without("changed");
    boolean ignored = ignores(keywords);
    Dict visible = censored ? ItemOutcome.censored(registered) : ItemOutcome.shown(registered);
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

  private ItemOutcome include(
      TaskTicket ticket, String action, Scope scope, Optional<LoopItem> item, boolean censored) {
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
            item.map(LoopItem::variables).orElse(Dict.EMPTY),
            censored);
    Dict registered = included(call, rendered.without("file"), item.isPresent());
    return new ItemOutcome(
        Status.OK,
        false,
        registered,
        censored ? ItemOutcome.censored(registered) : ItemOutcome.shown(registered),
        List.of(),
        Optional.empty(),
        Optional.of(call),
        Optional.empty(),
        false);
  }

  /// It says nothing of failure, those of a loop's items nothing of change either, as in ansible.
  private static Dict included(IncludeCall call, Dict arguments, boolean isItem) {
    var result = Dict.builder();
    if (!isItem) {
      result.put("changed", false);
    }
    call.file().ifPresent(file -> result.put("include", file));
    return result.put("include_args", arguments).build();
  }
}
