package io.jplay.core.exec;

import io.jplay.core.api.RunEffect;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import java.util.List;
import java.util.Optional;

/// What a task did on one host: the whole of it, after the loop. `registered` is what `register`
/// stores; `shown` what views may show (censored, without what views never show).
public record TaskOutcome(
    PlannedTask task,
    String host,
    Optional<String> delegatedTo,
    Status status,
    boolean ignored,
    boolean loop,
    Dict registered,
    Dict shown,
    List<Diff> diffs,
    List<Change> changes,
    List<IncludeCall> includes,
    Optional<String> register,
    List<String> notified) {

  /// What the result changes in the run: facts of a host and effects, in the order of the items.
  public record Change(String host, Dict facts, List<RunEffect> effects) {
    public Change {
      effects = List.copyOf(effects);
    }
  }

  public TaskOutcome {
    diffs = List.copyOf(diffs);
    changes = List.copyOf(changes);
    includes = List.copyOf(includes);
    notified = List.copyOf(notified);
  }

  /// A failure that is found after the task itself: its include had no file.
  public static TaskOutcome failed(PlannedTask task, String host, Dict result, boolean censored) {
    return new TaskOutcome(
        task,
        host,
        Optional.empty(),
        Status.FAILED,
        false,
        false,
        result,
        visible(result.without("failed"), censored),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /// What views show of the result of a task that no module did.
  public static Dict visible(Dict result, boolean censored) {
    return censored ? ItemOutcome.censored(result) : result;
  }

  public boolean isFailed() {
    return status == Status.FAILED;
  }

  public boolean isUnreachable() {
    return status == Status.UNREACHABLE;
  }

  public boolean isChanged() {
    return registered.flag("changed");
  }
}
