package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceRange;
import java.util.List;

/// All problems, in the order of their places, and what cannot be known before the run.
public record CheckReport(List<Diagnostic> problems, List<Unknown> unknowns) {
  /// One thing that depends on run-time values: what, and where.
  public record Unknown(String what, SourceRange where) {}

  public CheckReport {
    problems = List.copyOf(problems);
    unknowns = List.copyOf(unknowns);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
  }
}
