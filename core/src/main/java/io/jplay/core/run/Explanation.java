package io.jplay.core.run;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Value;
import java.util.List;

/// Why a variable has its value on a host in one play. `play` is empty without a playbook.
/// `candidates` are weakest first, the last one wins; `later` are the places that may set it while
/// the play runs; `chain` the variables that its templates lead to; `result` the finished value, an
/// [io.jplay.core.value.Undefined] when it cannot be had.
public record Explanation(
    String play,
    String variable,
    String host,
    List<Candidate> candidates,
    List<Candidate> later,
    List<Step> chain,
    Value result) {
  public Explanation {
    candidates = List.copyOf(candidates);
    later = List.copyOf(later);
    chain = List.copyOf(chain);
  }

  /// One place that gives a value, as written there.
  public record Candidate(String level, Value value, SourceRange where) {}

  /// A variable that a template asks for, `depth` templates away.
  public record Step(int depth, String name, Value value, SourceRange where) {}
}
