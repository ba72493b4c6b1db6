package io.jplay.core.exec;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vars.LayeredScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// From a module's result to what is registered: `changed_when` and `failed_when` have the last
/// word.
final class ResultFinisher {
  private final Services services;
  private final TaskTicket ticket;
  private final BoundItem bound;
  private final Scope scope;

  ResultFinisher(Services services, TaskTicket ticket, BoundItem bound, Scope scope) {
    this.services = services;
    this.ticket = ticket;
    this.bound = bound;
    this.scope = scope;
  }

  Dict finish(Result result, int attempt, boolean repeats) {
    Dict registered = Registered.of(result, source(), bound.mode().diff());
    registered =
        source() != Registered.Source.CONTROLLER
            ? bound.secrets().mark(registered)
            : bound.secrets().markHolding(registered);
    if (result.fields().get(Registered.INVOCATION).orElse(Null.NULL) instanceof Dict told) {
      registered = registered.with(Registered.TOLD_INVOCATION, marked(told, bound.secrets()));
    }
    if (result.isRefusal()) {
      return registered; // nothing began that the conditions could judge
    }
    boolean isUnreachable = registered.flag("unreachable");
    if (repeats && !isUnreachable) {
      registered = registered.with("attempts", Int.of(attempt));
    }
    if (isUnreachable || registered.flag("skipped")) {
      return registered; // nothing was done that the conditions could judge
    }
    registered = override(registered, Keyword.CHANGED_WHEN, "changed");
    registered = override(registered, Keyword.FAILED_WHEN, "failed");
    boolean isUndone = registered.flag("failed") && addsToInventory(result);
    return isUndone && !ticket.task().task().keywords().has(Keyword.CHANGED_WHEN)
        ? registered.with("changed", Bool.of(false))
        : registered;
  }

  private Registered.Source source() {
    if (bound.module().module() instanceof ControllerModule<?>) {
      return Registered.Source.CONTROLLER;
    }
    return bound.module().info().onlyReads()
        ? Registered.Source.READ_FROM_HOST
        : Registered.Source.HOST;
  }

  /// Only made when somebody looks: it may be kept for each of many items.
  private static Dict marked(Dict told, SecretResults secrets) {
    return LayeredScope.lazily(() -> secrets.mark((Dict) Registered.remote(told)));
  }

  /// What is only done when the task is recorded, and then only if it did not fail.
  private static boolean addsToInventory(Result result) {
    return result.effects().stream()
        .anyMatch(e -> e instanceof RunEffect.AddHost || e instanceof RunEffect.JoinGroup);
  }

  private Dict override(Dict registered, Keyword keyword, String key) {
    Optional<Value> condition = ticket.task().task().keywords().get(keyword);
    if (condition.isEmpty() || (condition.get() instanceof Seq s && s.items().isEmpty())) {
      return registered;
    }
    try {
      boolean verdict =
          condition.get() instanceof Bool plain
              ? plain.value()
              : ConditionFailure.judged(
                  () -> services.renderer().test(condition.get(), with(registered)));
      Dict changed = registered.with(key, Bool.of(verdict));
      return keyword == Keyword.FAILED_WHEN
          ? changed.with("failed_when_result", Bool.of(verdict))
          : changed;
    } catch (ConditionFailure e) {
      throw e;
    } catch (JplayException e) {
      return registered
          .with("failed", Bool.of(true))
          .with(
              key + "_when_result", Str.of(PlaybookFailure.of(e).fields().text("msg").orElse("")));
    }
  }

  /// Whether an `until` task need not be tried again.
  boolean isSatisfied(Optional<Value> until, Dict registered) {
    if (until.isEmpty()) {
      return !registered.flag("failed");
    }
    return ConditionFailure.judged(() -> services.renderer().test(until.get(), with(registered)));
  }

  /// The scope in which the result is known by its registered name, and its facts as variables.
  private Scope with(Dict registered) {
    Map<String, Value> over = new HashMap<>();
    if (registered.get("ansible_facts").orElse(Dict.EMPTY) instanceof Dict facts) {
      facts.entries().forEach((k, v) -> over.put(PythonText.str(k), v));
    }
    ticket
        .task()
        .task()
        .keywords()
        .get(Keyword.REGISTER)
        .ifPresent(
            name -> over.put(PythonText.str(services.renderer().render(name, scope)), registered));
    return scope.with(over);
  }
}
