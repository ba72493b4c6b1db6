package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;

/// A key twice in one mapping is a warning of a run and a mistake for the check: one of the two is
/// not what its author thinks. A key that overrides a merged one (`<<`) is meant.
final class DuplicateKeys {
  private static final String CODE = "JP1003";

  private DuplicateKeys() {}

  /// The problem as the check sees it.
  static Diagnostic judged(Diagnostic problem) {
    if (!problem.code().equals(CODE) || problem.related().isEmpty()) {
      return problem;
    }
    SourceRange first = problem.related().getFirst().range();
    return isOneMapping(first, problem.primary())
        ? new Diagnostic(
            Severity.ERROR,
            CODE,
            problem.summary(),
            problem.detail(),
            "remove one of the two: the last one is used",
            problem.primary(),
            problem.related())
        : problem;
  }

  /// Whether two keys stand in the same block mapping: in one column, with nothing further left
  /// between them.
  private static boolean isOneMapping(SourceRange first, SourceRange second) {
    SourceText text = second.source();
    if (!first.source().name().equals(text.name()) || first.column() != second.column()) {
      return first.source().name().equals(text.name()) && first.line() == second.line();
    }
    for (int line = first.line() + 1; line < second.line(); line++) {
      String content = text.line(line);
      if (!content.isBlank()
          && !content.stripLeading().startsWith("#")
          && indentation(content) < first.column() - 1) {
        return false;
      }
    }
    // the key of a list item begins a new mapping: `- name` may not repeat in one
    String last = text.line(second.line());
    return second.column() < 3
        || !last.substring(0, Math.min(last.length(), second.column() - 1)).contains("-");
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
