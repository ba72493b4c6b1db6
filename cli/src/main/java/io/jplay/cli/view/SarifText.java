package io.jplay.cli.view;

import io.jplay.cli.Version;
import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A check's report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines. What is not
/// knowable is a note.
final class SarifText {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final String NOT_KNOWABLE = "JP2000";

  private SarifText() {}

  static Dict of(CheckReport report) {
    var rules = new LinkedHashMap<String, Dict>();
    var results = new ArrayList<Dict>();
    for (Diagnostic problem : report.problems()) {
      rules.putIfAbsent(problem.code(), rule(problem.code(), problem.summary()));
      results.add(result(problem));
    }
    for (CheckReport.Unknown unknown : report.unknowns()) {
      rules.putIfAbsent(NOT_KNOWABLE, rule(NOT_KNOWABLE, "not knowable before the run"));
      results.add(result(NOT_KNOWABLE, "note", unknown.what(), unknown.where()));
    }
    Dict driver =
        Dict.builder()
            .put("name", "jplay")
            .put("version", Version.number())
            .put("rules", Seq.of(List.copyOf(rules.values())))
            .build();
    Dict run =
        Dict.builder()
            .put("tool", Dict.EMPTY.with("driver", driver))
            .put("results", Seq.of(results))
            .build();
    return Dict.builder()
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .put("runs", Seq.of(run))
        .build();
  }

  private static Dict rule(String code, String summary) {
    return Dict.builder().put("id", code).put("shortDescription", text(summary)).build();
  }

  private static Dict text(String text) {
    return Dict.builder().put("text", text).build();
  }

  private static Dict result(Diagnostic problem) {
    String level =
        switch (problem.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case DEPRECATION -> "note";
        };
    String hint = problem.hint().isEmpty() ? "" : "\nhint: " + problem.hint();
    Dict result =
        result(
            problem.code(),
            level,
            problem.summary() + ": " + problem.sentence() + hint,
            problem.primary());
    List<Dict> related =
        problem.related().stream()
            .filter(r -> r.range().isKnown() && r.range().source().isFile())
            .map(r -> location(r.range()).with("message", text(r.note())))
            .toList();
    return related.isEmpty() ? result : result.with("relatedLocations", Seq.of(related));
  }

  private static Dict result(String rule, String level, String message, SourceRange where) {
    Dict result =
        Dict.builder()
            .put("ruleId", rule)
            .put("level", level)
            .put("message", text(message))
            .build();
    return where.isKnown() && where.source().isFile()
        ? result.with("locations", Seq.of(location(where)))
        : result;
  }

  private static Dict location(SourceRange range) {
    Dict region =
        Dict.builder()
            .put("startLine", range.line())
            .put("startColumn", range.column())
            .put("endLine", range.endLine())
            .put("endColumn", range.endColumn())
            .build();
    Dict place =
        Dict.builder()
            .put("artifactLocation", Dict.builder().put("uri", uri(range.source().name())).build())
            .put("region", region)
            .build();
    return Dict.builder().put("physicalLocation", place).build();
  }

  private static String uri(String name) {
    try {
      return name.startsWith("/")
          ? new URI("file", "", name, null).toASCIIString()
          : new URI(null, null, name, null).toASCIIString();
    } catch (URISyntaxException e) {
      return name;
    }
  }
}
