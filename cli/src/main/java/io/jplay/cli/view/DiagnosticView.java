package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.List;
import java.util.Locale;

/// Diagnostics for people (`file:line:column: error[JPnnnn]: summary`, the line, carets, what to
/// do) and for programs (one JSON object each), from the same record.
public final class DiagnosticView {
  private static final int LONGEST_LINE = 240;
  private static final int BEFORE_PLACE = 40;
  private static final String CUT = "...";

  private final Console console;

  public DiagnosticView(Console console) {
    this.console = console;
  }

  /// What ends a run. Scripts look for the word with which ansible begins.
  public void show(List<Diagnostic> diagnostics) {
    diagnostics.forEach(d -> show(d, "ERROR! "));
  }

  /// Errors on stderr as a block; warnings and deprecations as ansible words them.
  public void show(Diagnostic diagnostic) {
    show(diagnostic, "");
  }

  private void show(Diagnostic diagnostic, String lead) {
    if (diagnostic.severity() == Severity.ERROR) {
      console.displayError(text(diagnostic, lead), Color.ERROR, System.Logger.Level.ERROR);
    } else {
      console.diagnostic(diagnostic);
    }
  }

  /// The block of a diagnostic, without colour; `lead` stands before its detail. One without a
  /// place begins as ansible's do.
  static String text(Diagnostic d, String lead) {
    var out = new StringBuilder();
    if (d.primary().isKnown() && d.primary().source().isFile()) {
      String kind = d.severity().name().toLowerCase(Locale.ROOT);
      out.append(d.primary().label()).append(": ").append(kind);
      out.append('[').append(d.code()).append("]: ").append(d.summary()).append('\n');
      snippet(d.primary(), out);
      if (!d.detail().isEmpty()) {
        out.append(lead).append(d.detail()).append('\n');
      }
    } else {
      out.append("ERROR! ").append(d.sentence()).append(" [").append(d.code()).append("]\n");
    }
    for (Diagnostic.Related related : d.related()) {
      out.append(related.note());
      if (related.range().isKnown()) {
        out.append(": ").append(related.range().label());
      }
      out.append('\n');
    }
    if (!d.hint().isEmpty()) {
      out.append("hint: ").append(d.hint()).append('\n');
    }
    return out.toString();
  }

  private static void snippet(SourceRange range, StringBuilder out) {
    String line = range.source().line(range.line());
    if (line.isEmpty() || range.source().isSecret()) {
      return;
    }
    String number = Integer.toString(range.line());
    int from = Math.clamp(range.column() - 1L, 0, line.length());
    int to = range.endLine() == range.line() ? range.endColumn() - 1 : line.length();
    int end = Math.max(from, Math.min(to, line.length()));
    // of a line that no screen holds, what is around the place
    int first = line.length() > LONGEST_LINE && from > BEFORE_PLACE ? from - BEFORE_PLACE : 0;
    int last = Math.min(line.length(), first + LONGEST_LINE);
    String head = first > 0 ? CUT : "";
    out.append('\n').append(number).append(" | ").append(head);
    out.append(line.substring(first, last).replace('\t', ' '));
    out.append(last < line.length() ? CUT : "").append('\n');
    out.repeat(' ', number.length()).append(" | ");
    out.repeat(' ', head.length() + TerminalText.width(line.substring(first, from)));
    out.repeat('^', Math.max(1, Math.min(end, last) - from)).append("\n\n");
  }

  /// The diagnostic as data, for JSON output.
  static Dict data(Diagnostic d) {
    return Dict.builder()
        .put("severity", d.severity().name().toLowerCase(Locale.ROOT))
        .put("code", d.code())
        .put("summary", d.summary())
        .put("detail", d.detail())
        .put("hint", d.hint())
        .put("range", place(d.primary()))
        .put(
            "related",
            Seq.of(
                d.related().stream()
                    .map(r ->
                        Dict.builder().put("note", r.note()).put("range", place(r.range())).build())
                    .toList()))
        .build();
  }

  static Dict place(SourceRange range) {
    return range.isKnown()
        ? Dict.builder()
            .put("file", range.source().name())
            .put("line", range.line())
            .put("column", range.column())
            .put("end_line", range.endLine())
            .put("end_column", range.endColumn())
            .build()
        : Dict.EMPTY;
  }
}
