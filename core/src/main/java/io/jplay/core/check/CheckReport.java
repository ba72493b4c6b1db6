package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceRange;
import java.util.List;
import java.util.function.UnaryOperator;

/// All problems, in the order of their places, and what cannot be known before the run.
public record CheckReport(List<Diagnostic> problems, List<Unknown> unknowns) {
  /// One thing that depends on run-time values: what, and where.
  public record Unknown(String what, SourceRange where) {}

  public CheckReport {
    problems = List.copyOf(problems);
    unknowns = List.copyOf(unknowns);
  }

  /// The report with what is said changed.
  public CheckReport mapped(UnaryOperator<String> change) {
    return new CheckReport(
        problems.stream().map(p -> p.mapped(change)).toList(),
        unknowns.stream().map(u -> new Unknown(change.apply(u.what()), u.where())).toList());
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
  }
}
