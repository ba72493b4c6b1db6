package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.KeywordType;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.Optional;

/// What is wrong with the value of a keyword, in the words that Ansible has for it.
public final class KeywordProblem {
  private static final String CODE = "JP1501";
  private static final String SUMMARY = "keyword has a value of the wrong type";

  private KeywordProblem() {}

  /// Empty when a rendered value may stand there; `written` is as the playbook has it.
  public static Optional<Diagnostic> of(Keyword keyword, Value written, Value rendered) {
    if (keyword.takes(rendered)) {
      return Optional.empty();
    }
    return Optional.of(
        keyword == Keyword.DEBUGGER
            ? Diagnostic.error(CODE, SUMMARY, written.tag().origin())
                .withDetail(
                    "'%s' is not a valid value for debugger. Must be one of %s"
                        .formatted(PythonText.str(rendered), String.join(", ", Keyword.DEBUGGERS)))
            : of(keyword.key(), keyword.type(), written, rendered));
  }

  /// What kept the value of a keyword from being rendered, with the keyword's name.
  public static Diagnostic undefined(String key, Diagnostic problem) {
    return problem.code().equals("JP1401")
        ? problem.withDetail(
            "The field '"
                + key
                + "' has an invalid value, which includes an undefined variable.. "
                + problem.sentence())
        : problem;
  }

  /// Of a value that does not fit its type.
  static Diagnostic of(String key, KeywordType type, Value written, Value rendered) {
    String reason =
        type == KeywordType.FLAG
            ? Truth.mismatch(PythonText.str(rendered))
            : PythonText.repr(rendered) + " is not a number";
    return Diagnostic.error(CODE, SUMMARY, written.tag().origin())
        .withDetail(
            "the field '%s' has an invalid value (%s), and could not be converted to %s.. %s"
                .formatted(key, PythonText.repr(written), type.word(), reason));
  }
}
