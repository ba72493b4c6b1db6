package io.jplay.core.exec;

import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;

/// What a task did for one item of its loop, or at all when it has none.
record ItemOutcome(
    Status status,
    boolean ignored,
    Dict registered,
    Dict shown,
    List<Diff> diffs,
    Optional<TaskOutcome.Change> change,
    Optional<IncludeCall> include,
    Optional<String> delegatedTo,
    boolean censored) {
  private static final String CENSORED =
      "the output has been hidden due to the fact that 'no_log: true' was specified for this"
          + " result";

  ItemOutcome {
    diffs = List.copyOf(diffs);
  }

  ItemOutcome withRegistered(Dict more) {
    return with(status, ignored, registered.plus(more), censored ? shown : shown.plus(more));
  }

  ItemOutcome without(String key) {
    return with(status, ignored, registered.without(key), shown.without(key));
  }

  ItemOutcome withoutInvocation() {
    return registered.has(Registered.TOLD_INVOCATION)
        ? with(status, ignored, registered.without(Registered.TOLD_INVOCATION), shown)
        : this;
  }

  /// Failed after all, whatever it did.
  ItemOutcome failed(String message, boolean isIgnored) {
    return with(Status.FAILED, isIgnored, registered.with("failed", Bool.of(true)), shown)
        .withRegistered(Dict.EMPTY.with("msg", Str.of(message)));
  }

  private ItemOutcome with(Status newStatus, boolean isIgnored, Dict newRegistered, Dict newShown) {
    return new ItemOutcome(
        newStatus,
        isIgnored,
        newRegistered,
        newShown,
        diffs,
        change,
        include,
        delegatedTo,
        censored);
  }

  /// Of a task that has nothing but a result: no change, no differences, no delegate.
  static ItemOutcome plain(Status status, Dict registered, boolean censored) {
    return new ItemOutcome(
        status,
        false,
        registered,
        censored ? censored(registered) : shown(registered),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        censored);
  }

  /// Of a task whose condition is not met.
  static ItemOutcome skipped(Value condition, boolean censored) {
    Dict registered =
        Dict.builder()
            .put("changed", false)
            .put("skipped", true)
            .put("skip_reason", "Conditional result was False")
            .put(
                "false_condition",
                condition instanceof Bool ? condition : Str.of(PythonText.str(condition)))
            .build();
    return plain(Status.SKIPPED, registered, censored);
  }

  /// What a view shows of a result whose content must not be shown.
  static Dict censored(Dict registered) {
    var censored = Dict.builder().put("censored", CENSORED);
    for (String kept : List.of("changed", "attempts")) {
      registered.get(kept).ifPresent(value -> censored.put(kept, value));
    }
    return censored.build();
  }

  /// A result without what views never show.
  static Dict shown(Dict registered) {
    return registered
        .without("failed")
        .without("skipped")
        .without("diff")
        .without(Registered.TOLD_INVOCATION);
  }
}
