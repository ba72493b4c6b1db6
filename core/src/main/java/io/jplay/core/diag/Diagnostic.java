package io.jplay.core.diag;

import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One problem, as data. `code` is stable (`JP1203`) and has a line in docs/messages.md. `summary`
/// holds no names of the user's (the same problem has the same headline); `detail` says what and
/// why with the names; `hint` says what to do next. `detail` and `hint` may be empty. Never holds a
/// secret.
public record Diagnostic(
    Severity severity,
    String code,
    String summary,
    String detail,
    String hint,
    SourceRange primary,
    List<Related> related) {

  /// A second place that belongs to the problem, with what it is (`included from here`).
  public record Related(String note, SourceRange range) {}

  public Diagnostic {
    related = List.copyOf(related);
  }

  public static Diagnostic error(String code, String summary, SourceRange where) {
    return new Diagnostic(Severity.ERROR, code, summary, "", "", where, List.of());
  }

  public static Diagnostic warning(String code, String summary, SourceRange where) {
    return new Diagnostic(Severity.WARNING, code, summary, "", "", where, List.of());
  }

  public static Diagnostic deprecation(String code, String summary, SourceRange where) {
    return new Diagnostic(Severity.DEPRECATION, code, summary, "", "", where, List.of());
  }

  /// The same problem at a place, unless it has one.
  public Diagnostic at(SourceRange where) {
    return primary.isKnown()
        ? this
        : new Diagnostic(severity, code, summary, detail, hint, where, related);
  }

  public Diagnostic withDetail(String text) {
    return new Diagnostic(severity, code, summary, text, hint, primary, related);
  }

  public Diagnostic withHint(String text) {
    return new Diagnostic(severity, code, summary, detail, text, primary, related);
  }

  public Diagnostic withRelated(String note, SourceRange range) {
    var all = new ArrayList<>(related);
    all.add(new Related(note, range));
    return new Diagnostic(severity, code, summary, detail, hint, primary, all);
  }

  /// The problem with what was written for it changed: detail, hint and notes.
  public Diagnostic mapped(UnaryOperator<String> change) {
    return new Diagnostic(
        severity,
        code,
        summary,
        change.apply(detail),
        change.apply(hint),
        primary,
        related.stream().map(r -> new Related(change.apply(r.note()), r.range())).toList());
  }

  /// Detail when there is one, else the summary: the sentence that names things.
  public String sentence() {
    return detail.isEmpty() ? summary : detail;
  }
}
