package io.jplay.core.api;

import io.jplay.core.shell.ProgramOutput;
import java.util.List;

/// What a [StateModule] decided.
public sealed interface Decision {
  /// Nothing to apply: unchanged, failed or skipped, as the result says.
  record Done(Result result) implements Decision {}

  /// Something more must be known; [StateModule#decide] is called again.
  record ReadMore(Reads reads) implements Decision {}

  /// Effects to apply. `predicted` is the result in check mode (status CHANGED, with its diffs).
  /// After an apply the `after` reads are made (in the same round trip as the last effect where
  /// possible) and `finish` makes the result.
  record Change(List<Effect> effects, Result predicted, Reads after, Finish finish)
      implements Decision {
    public Change {
      effects = List.copyOf(effects);
    }
  }

  /// Makes the result of an apply. Pure. `outputs` has one entry for each [Effect.Run], in order.
  @FunctionalInterface
  interface Finish {
    Result finish(List<ProgramOutput> outputs, Observed after);
  }

  static Decision unchanged(Result result) {
    return new Done(result);
  }

  static Decision failed(String message) {
    return new Done(Result.failed(message));
  }

  /// A change whose result is as predicted.
  static Decision change(List<Effect> effects, Result predicted) {
    return new Change(effects, predicted, Reads.NONE, (outputs, after) -> predicted);
  }
}
