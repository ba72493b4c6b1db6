package io.jplay.cli.view;

import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `--preflight` found: for people, as JSON, or as SARIF for code hosts.
public final class CheckView {
  /// How the report is written.
  public enum Format {
    HUMAN,
    JSON,
    SARIF;

    public static Optional<Format> of(String name) {
      return Arrays.stream(values())
          .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }

  private static final Json.Layout LAYOUT = new Json.Layout(2, false, true);

  private final Console console;

  public CheckView(Console console) {
    this.console = console;
  }

  /// `playbook` is the place of problems that have none, for reports that need one.
  public void show(CheckReport report, Format format, String playbook) {
    switch (format) {
      case HUMAN -> human(report);
      case JSON -> console.display(Json.write(data(report), LAYOUT));
      case SARIF -> console.display(Json.write(SarifText.of(report, playbook), LAYOUT));
    }
  }

  private void human(CheckReport report) {
    for (Diagnostic problem : report.problems()) {
      console.display(DiagnosticView.text(problem, ""), color(problem.severity()));
    }
    if (!report.unknowns().isEmpty()) {
      console.display("Not knowable before the run:");
      for (CheckReport.Unknown unknown : report.unknowns()) {
        String place = unknown.where().isKnown() ? unknown.where().label() + ": " : "";
        console.display("  " + place + unknown.what().replace("\n", " "));
      }
    }
    long errors = count(report, Severity.ERROR);
    long others = report.problems().size() - errors;
    console.display(
        errors + others == 0
            ? "no mistakes found; no host was contacted"
            : "%d error%s, %d warning%s; no host was contacted"
                .formatted(errors, errors == 1 ? "" : "s", others, others == 1 ? "" : "s"));
  }

  private static long count(CheckReport report, Severity severity) {
    return report.problems().stream().filter(p -> p.severity() == severity).count();
  }

  private static Color color(Severity severity) {
    return switch (severity) {
      case ERROR -> Color.ERROR;
      case WARNING -> Color.WARN;
      case DEPRECATION -> Color.DEPRECATE;
    };
  }

  private static Dict data(CheckReport report) {
    List<Dict> unknowns =
        report.unknowns().stream()
            .map(u ->
                Dict.builder()
                    .put("what", u.what())
                    .put("range", DiagnosticView.place(u.where()))
                    .build())
            .toList();
    return Dict.builder()
        .put("errors", count(report, Severity.ERROR))
        .put("diagnostics", Seq.of(report.problems().stream().map(DiagnosticView::data).toList()))
        .put("not_knowable", Seq.of(unknowns))
        .build();
  }
}
