package io.jplay.core.exec;

import io.jplay.core.api.RunEffect;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Status;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does one task on one host: its loop, its conditions, its attempts. Called on the host's virtual
/// thread. Never throws for what a user or a host did: that is a failed or unreachable outcome. A
/// fault of our own ends the task on this host only, whose run may be one of hundreds.
public final class TaskExecutor {
  private final Services services;
  private final RunView run;
  private final ItemExecutor items;
  private final LoopExecutor loops;

  public TaskExecutor(Services services, RunView run) {
    this.services = services;
    this.run = run;
    this.items = new ItemExecutor(services, run);
    this.loops = new LoopExecutor(services, run, items);
  }

  public TaskOutcome execute(TaskTicket ticket) throws InterruptedException {
    Scope scope = run.scope(ticket.host(), Optional.of(ticket.task()));
    try {
      return execute(ticket, scope);
    } catch (JplayException e) {
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError fault) {
      ItemOutcome failed = items.failedByUs(ticket, scope, fault);
      return outcome(ticket, failed, List.of(failed), false, scope);
    }
  }

  private TaskOutcome execute(TaskTicket ticket, Scope scope) throws InterruptedException {
    Task task = ticket.task().task();
    if (task.loop().isPresent()) {
      LoopExecutor.Done done = loops.execute(ticket, task.loop().get(), scope);
      return outcome(ticket, done.whole(), done.items(), done.isLoop(), scope);
    }
    ItemOutcome only = items.execute(ticket, scope);
    return outcome(ticket, only, List.of(only), false, scope);
  }

  private TaskOutcome outcome(
      TaskTicket ticket, ItemOutcome whole, List<ItemOutcome> parts, boolean loop, Scope scope) {
    var changes = new ArrayList<TaskOutcome.Change>();
    var includes = new ArrayList<IncludeCall>();
    for (ItemOutcome part : parts) {
      part.change().ifPresent(changes::add);
      part.include().ifPresent(includes::add);
    }
    List<String> notified =
        whole.registered().flag("changed")
                && whole.status() != Status.FAILED
                && !isNewsOfInventory(ticket, parts)
            ? notified(ticket, scope)
            : List.of();
    return new TaskOutcome(
        ticket.task(),
        ticket.host(),
        whole.delegatedTo(),
        whole.status(),
        whole.ignored(),
        loop,
        whole.registered(),
        whole.shown(),
        whole.diffs(),
        changes,
        includes,
        ticket.task().register(),
        notified);
  }

  /// Whether hosts or groups are all that changed: that is found after the handlers were notified,
  /// unless `changed_when` says it or a loop has a further item (like ansible-core 2.18
  /// plugins/strategy/__init__.py).
  private static boolean isNewsOfInventory(TaskTicket ticket, List<ItemOutcome> parts) {
    return ticket.task().task().keywords().get(Keyword.CHANGED_WHEN).isEmpty()
        && parts.stream()
            .flatMap(part -> part.change().stream())
            .flatMap(change -> change.effects().stream())
            .anyMatch(e -> e instanceof RunEffect.AddHost || e instanceof RunEffect.JoinGroup)
        && parts.stream().limit(parts.size() - 1L).noneMatch(p -> p.registered().flag("changed"));
  }

  private List<String> notified(TaskTicket ticket, Scope scope) {
    var names = new ArrayList<String>();
    for (Value level : ticket.task().lineage().all(ticket.task().task(), Keyword.NOTIFY)) {
      switch (services.renderer().render(level, scope)) {
        case Seq s -> s.items().forEach(n -> addNames(n, names));
        case Null n -> {}
        case Value v -> addNames(v, names);
      }
    }
    return names;
  }

  private static void addNames(Value value, List<String> names) {
    if (value instanceof Seq s) {
      s.items().forEach(v -> addNames(v, names));
    } else if (!(value instanceof Omit) && !(value instanceof Null)) {
      names.add(PythonText.str(value));
    }
  }
}
