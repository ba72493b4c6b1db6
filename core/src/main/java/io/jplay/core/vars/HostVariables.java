package io.jplay.core.vars;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;

/// What a run has learnt about one host so far. Immutable: the run's ledger replaces it.
///
/// @param facts gathered facts
/// @param included variables of include_vars and registered results
/// @param set variables of set_fact
public record HostVariables(FactStore facts, Dict included, Dict set) {
  public static final HostVariables NONE =
      new HostVariables(FactStore.EMPTY, Dict.EMPTY, Dict.EMPTY);

  public HostVariables withFacts(Dict more) {
    return new HostVariables(facts.plus(more), included, set);
  }

  public HostVariables withoutFacts() {
    return new HostVariables(FactStore.EMPTY, included, set);
  }

  public HostVariables withIncluded(Dict more, Merge merge) {
    return new HostVariables(facts, merge.join(included, more), set);
  }

  public HostVariables withSet(Dict more) {
    return new HostVariables(facts, included, set.plus(more));
  }
}
