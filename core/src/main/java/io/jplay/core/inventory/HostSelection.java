package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import java.util.List;

/// What a pattern selected, and what was odd about it (`Could not match supplied host pattern,
/// ignoring: x`).
public record HostSelection(List<Host> hosts, List<Diagnostic> problems) {
  public HostSelection {
    hosts = List.copyOf(hosts);
    problems = List.copyOf(problems);
  }
}
