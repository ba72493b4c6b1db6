package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects problems, each place and kind once. Owned by one thread.
final class Findings {
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<CheckReport.Unknown> unknowns = new ArrayList<>();
  private final Set<List<Object>> seen = new HashSet<>();

  /// How many places of one missing vault password are shown.
  private static final int SHOWN_PLACES = 5;

  void add(Diagnostic problem) {
    SourceRange place = problem.primary();
    Object detail = place.isKnown() ? "" : problem.detail();
    if (seen.add(List.of(problem.code(), place.label(), detail, key(problem)))) {
      problems.add(problem);
    }
  }

  /// A problem that may not know its place, at what names the thing.
  void add(Diagnostic problem, SourceRange named) {
    add(
        problem.primary().isKnown()
            ? problem
            : new Diagnostic(
                problem.severity(),
                problem.code(),
                problem.summary(),
                problem.detail(),
                problem.hint(),
                named,
                problem.related()));
  }

  /// Problems without a column of their own (a task's) may be several at one place.
  private static String key(Diagnostic problem) {
    return problem.code().startsWith("JP14") ? "" : problem.detail();
  }

  void unknown(String what, SourceRange where) {
    if (seen.add(List.of("?", where.label(), what))) {
      unknowns.add(new CheckReport.Unknown(what, where));
    }
  }

  CheckReport report() {
    Comparator<SourceRange> byPlace =
        Comparator.comparing((SourceRange r) -> r.source().name())
            .thenComparingInt(SourceRange::line)
            .thenComparingInt(SourceRange::column);
    problems.sort(Comparator.comparing(Diagnostic::primary, byPlace));
    unknowns.sort(Comparator.comparing(CheckReport.Unknown::where, byPlace));
    return new CheckReport(withOneMissingPassword(), unknowns);
  }

  /// One vault password that was not given is one mistake, however many files need it.
  private List<Diagnostic> withOneMissingPassword() {
    List<Diagnostic> needing = problems.stream().filter(Findings::needsPassword).toList();
    if (needing.size() < 2) {
      return problems;
    }
    Diagnostic all = needing.getFirst();
    int shown = Math.min(needing.size(), SHOWN_PLACES);
    for (int i = 1; i < shown; i++) {
      all = all.withRelated("needed here too", needing.get(i).primary());
    }
    if (shown < needing.size()) {
      all = all.withHint(all.hint() + "; and for " + (needing.size() - shown) + " more");
    }
    var rest = new ArrayList<>(problems);
    int first = rest.indexOf(needing.getFirst());
    rest.set(first, all);
    rest.subList(first + 1, rest.size()).removeIf(Findings::needsPassword);
    return rest;
  }

  private static boolean needsPassword(Diagnostic problem) {
    return problem.code().equals("JP1102");
  }
}
