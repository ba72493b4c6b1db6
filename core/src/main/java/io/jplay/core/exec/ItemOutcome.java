package io.jplay.core.exec;

import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
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
  ItemOutcome {
    diffs = List.copyOf(diffs);
  }

  ItemOutcome withRegistered(Dict more) {
    return new ItemOutcome(
        status,
        ignored,
        registered.plus(more),
        censored ? shown : shown.plus(more),
        diffs,
        change,
        include,
        delegatedTo,
        censored);
  }

  /// Failed after all, whatever it did.
  ItemOutcome failed(String message, boolean isIgnored) {
    return new ItemOutcome(
            Status.FAILED,
            isIgnored,
            registered.with("failed", Bool.of(true)),
            shown,
            diffs,
            change,
            include,
            delegatedTo,
            censored)
        .withRegistered(Dict.EMPTY.with("msg", Str.of(message)));
  }
}
