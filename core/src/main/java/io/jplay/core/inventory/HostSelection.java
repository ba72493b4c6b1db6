package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceRange;
import java.util.List;

/// What a pattern selected, and what was odd about it (`Could not match supplied host pattern,
/// ignoring: x`).
public record HostSelection(List<Host> hosts, List<Diagnostic> problems) {
  public HostSelection {
    hosts = List.copyOf(hosts);
    problems = List.copyOf(problems);
  }

  /// The same, of a pattern that is written there; one of the command line has no place.
  public HostSelection at(SourceRange where) {
    if (!where.source().isFile()) {
      return this;
    }
    return new HostSelection(hosts, problems.stream().map(p -> p.at(where)).toList());
  }

  /// Throws what is an error: a pattern that cannot be meant.
  public HostSelection orThrow() {
    List<Diagnostic> errors =
        problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new JplayException(ExitCode.ERROR, errors);
    }
    return this;
  }
}
