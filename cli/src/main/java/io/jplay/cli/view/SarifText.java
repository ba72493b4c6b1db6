package io.jplay.cli.view;

import io.jplay.cli.Version;
import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A check's report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines. What is not
/// knowable is a note. Code hosts take only results with a place: those of the command line stand
/// at the playbook. They know a problem again by a fingerprint of its line's text, so that lines
/// may move.
final class SarifText {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final String NOT_KNOWABLE = "JP2000";
  private static final String ROOT = "%SRCROOT%";

  private final String playbook;
  private final Map<String, Dict> rules = new LinkedHashMap<>();
  private final Map<String, Integer> alike = new HashMap<>();

  private SarifText(String playbook) {
    this.playbook = playbook;
  }

  /// `playbook` is the file of problems that have none.
  static Dict of(CheckReport report, String playbook) {
    return new SarifText(playbook).document(report);
  }

  private Dict document(CheckReport report) {
    var results = new ArrayList<Dict>();
    report.problems().forEach(problem -> results.add(result(problem)));
    for (CheckReport.Unknown unknown : report.unknowns()) {
      rules.putIfAbsent(NOT_KNOWABLE, rule(NOT_KNOWABLE, "not knowable before the run", "note"));
      results.add(result(NOT_KNOWABLE, "note", unknown.what(), unknown.where()));
    }
    Dict driver =
        Dict.builder()
            .put("name", "jplay")
            .put("version", Version.number())
            .put("semanticVersion", Version.number())
            .put("rules", Seq.of(List.copyOf(rules.values())))
            .build();
    Dict run =
        Dict.builder()
            .put("tool", Dict.EMPTY.with("driver", driver))
            .put("columnKind", "utf16CodeUnits")
            .put(
                "originalUriBaseIds",
                Dict.EMPTY.with(
                    ROOT, Dict.EMPTY.with("description", text("the working directory"))))
            .put("results", Seq.of(results))
            .build();
    return Dict.builder()
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .put("runs", Seq.of(run))
        .build();
  }

  private static Dict rule(String code, String summary, String level) {
    return Dict.builder()
        .put("id", code)
        .put("shortDescription", text(summary))
        .put("fullDescription", text(summary))
        .put("help", text("Cause and cure of " + code + " are in jplay's docs/messages.md."))
        .put("defaultConfiguration", Dict.builder().put("level", level).build())
        .build();
  }

  private static Dict text(String text) {
    return Dict.builder().put("text", text).build();
  }

  private Dict result(Diagnostic problem) {
    String level =
        switch (problem.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case DEPRECATION -> "note";
        };
    rules.putIfAbsent(problem.code(), rule(problem.code(), problem.summary(), level));
    String hint = problem.hint().isEmpty() ? "" : "\nhint: " + problem.hint();
    Dict result =
        result(
            problem.code(),
            level,
            problem.summary() + ": " + problem.sentence() + hint,
            problem.primary());
    var related = new ArrayList<Dict>();
    for (Diagnostic.Related other : problem.related()) {
      if (isInFile(other.range())) {
        related.add(
            location(other.range())
                .with("id", Int.of(related.size() + 1L))
                .with("message", text(other.note())));
      }
    }
    return related.isEmpty() ? result : result.with("relatedLocations", Seq.of(related));
  }

  private Dict result(String rule, String level, String message, SourceRange where) {
    return Dict.builder()
        .put("ruleId", rule)
        .put("ruleIndex", (long) List.copyOf(rules.keySet()).indexOf(rule))
        .put("level", level)
        .put("message", text(message))
        .put("locations", Seq.of(isInFile(where) ? location(where) : beginning()))
        .put(
            "partialFingerprints",
            Dict.builder().put("jplayProblem/v1", fingerprint(rule, message, where)).build())
        .build();
  }

  private static boolean isInFile(SourceRange range) {
    return range.isKnown() && range.source().isFile();
  }

  /// Of the rule, the file and the text of the line, and which of several such it is.
  private String fingerprint(String rule, String message, SourceRange where) {
    String line =
        isInFile(where) ? where.source().name() + "\n" + where.source().line(where.line()) : "";
    String one = rule + "\n" + line.strip() + "\n" + (line.isEmpty() ? message : "");
    int number = alike.merge(one, 1, Integer::sum);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(one.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12) + ":" + number;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Dict beginning() {
    Dict place =
        Dict.builder()
            .put("artifactLocation", artifact(playbook))
            .put("region", Dict.builder().put("startLine", 1).build())
            .build();
    return Dict.builder().put("physicalLocation", place).build();
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
            .put("artifactLocation", artifact(range.source().name()))
            .put("region", region)
            .build();
    return Dict.builder().put("physicalLocation", place).build();
  }

  private static Dict artifact(String name) {
    Dict file = Dict.builder().put("uri", uri(name)).build();
    return name.startsWith("/") ? file : file.with("uriBaseId", Str.of(ROOT));
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
