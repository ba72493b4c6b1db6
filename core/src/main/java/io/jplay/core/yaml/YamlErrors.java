package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/// The parser's complaints as diagnostics, with a hint for the mistakes that people make.
final class YamlErrors {
  static final String SUMMARY = "Syntax Error while loading YAML.";
  private static final String QUOTE_HINT =
      "a value that starts with a template expression must be quoted: \"{{ name }}\"";

  private YamlErrors() {}

  static Diagnostic diagnose(SourceText source, YAMLException error) {
    return switch (error) {
      case MarkedYAMLException marked -> marked(source, marked);
      case ReaderException reader ->
          Diagnostic.error("JP1001", SUMMARY, source.range(reader.getPosition(), 1))
              .withDetail(
                  "  unacceptable character #x%04x: control characters are not allowed"
                      .formatted(reader.getCodePoint()));
      default ->
          Diagnostic.error("JP1001", SUMMARY, source.range(0, 0))
              .withDetail("  " + String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
    };
  }

  private static Diagnostic marked(SourceText source, MarkedYAMLException error) {
    Mark mark = error.getProblemMark() != null ? error.getProblemMark() : error.getContextMark();
    SourceRange where = mark == null ? source.range(0, 0) : new YamlPlaces(source).at(mark);
    String problem = problem(error);
    var diagnostic =
        Diagnostic.error("JP1001", SUMMARY, where)
            .withDetail("  " + problem)
            .withHint(hint(source, where, problem));
    if (error.getContextMark() != null && error.getContextMark().getLine() + 1 < where.line()) {
      return diagnostic.withRelated(
          String.valueOf(error.getContext()), new YamlPlaces(source).at(error.getContextMark()));
    }
    return diagnostic;
  }

  /// The problem in libyaml's words where SnakeYAML's parser has others, since people search for
  /// them.
  private static String problem(MarkedYAMLException error) {
    String text = error.getProblem() == null ? "" : error.getProblem();
    if (text.startsWith("expected <block end>")) {
      return "did not find expected " + expected(error);
    }
    if (text.startsWith("expected the node content")) {
      return "did not find expected node content";
    }
    int found = text.indexOf(", but ");
    if (text.startsWith("expected '<document start>'")) {
      return "did not find expected <document start>";
    }
    if (text.startsWith("expected ',' or ") && found > 0) {
      return "did not find " + text.substring(0, found);
    }
    return text.isEmpty() ? String.valueOf(error.getContext()) : text;
  }

  private static String expected(MarkedYAMLException error) {
    String context = String.valueOf(error.getContext());
    return context.contains("collection") ? "'-' indicator" : "key";
  }

  /// `{{ x }}` without quotes is read as a mapping in a mapping.
  static Diagnostic unquotedTemplate(SourceRange where, String type) {
    String line = where.source().line(where.line());
    boolean braces = line.substring(Math.min(line.length(), where.column() - 1)).startsWith("{{");
    var diagnostic =
        Diagnostic.error("JP1005", "YAML key must be a text or number", where)
            .withDetail(unacceptable(type));
    return braces ? diagnostic.withHint(QUOTE_HINT) : diagnostic;
  }

  /// What is wrong with a key of a type that Python calls so.
  static String unacceptable(String type) {
    String what =
        switch (type) {
          case "AnsibleMapping", "dict" -> "mapping";
          case "set" -> "set";
          default -> "list";
        };
    return "found unacceptable key (unhashable type: '%s'): a %s cannot be a key"
        .formatted(type, what);
  }

  private static String hint(SourceText source, SourceRange where, String problem) {
    String line = source.line(where.line());
    String before = source.line(where.line() - 1);
    char at = where.column() <= line.length() ? line.charAt(where.column() - 1) : '\0';
    if (at == '\t' || line.stripTrailing().indexOf('\t') >= 0 && problem.contains("token")) {
      return "a tab is no indentation in YAML: use spaces";
    }
    if (startsWithBraces(line) || startsWithBraces(before)) {
      return QUOTE_HINT;
    }
    if (problem.startsWith("mapping values")) {
      return line.indexOf(": ") != line.lastIndexOf(": ")
          ? "a text with ': ' in it must be quoted"
          : "the line is indented deeper or less than its neighbours, or a quote is missing before";
    }
    if (at == '@' || at == '`' || at == '%') {
      return "a text that starts with " + at + " must be quoted";
    }
    if (isPartlyQuoted(line) || isPartlyQuoted(before)) {
      return "quotes must enclose the whole value, or stand inside other quotes";
    }
    if (problem.contains("end of stream") || isUnbalanced(line)) {
      return "a quote or bracket is not closed";
    }
    return misspelt(before, line);
  }

  private static boolean startsWithBraces(String line) {
    int value = line.indexOf(": ");
    String text = value < 0 ? line.strip() : line.substring(value + 2).strip();
    return text.startsWith("{{") || text.startsWith("- {{");
  }

  /// `key: "a" b`: text after the closing quote.
  private static boolean isPartlyQuoted(String line) {
    int value = line.indexOf(": ");
    String text =
        (value < 0 ? line.strip().replaceFirst("^- +", "") : line.substring(value + 2).strip());
    if (text.isEmpty() || text.charAt(0) != '"' && text.charAt(0) != '\'') {
      return false;
    }
    int close = text.indexOf(text.charAt(0), 1);
    return close > 0 && close < text.length() - 1 && text.charAt(close + 1) != '#';
  }

  private static boolean isUnbalanced(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1
        || line.chars().filter(c -> c == '\'').count() % 2 == 1;
  }

  private static String misspelt(String before, String line) {
    for (String text : new String[] {before, line}) {
      if (text.strip().matches("(- )?[A-Za-z_.]+:[^ /:\\\\].*")) {
        return "a space is missing after the colon";
      }
      if (text.strip().matches("-[A-Za-z_]+:.*")) {
        return "a space is missing after the dash";
      }
    }
    return "";
  }
}
