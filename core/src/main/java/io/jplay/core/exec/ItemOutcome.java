package io.jplay.core.exec;

import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
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
}
