package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.KeywordProblem;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.KeywordType;
import io.jplay.core.playbook.Play;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The keywords that are a play's own, rendered with its variables. Each method throws
/// JplayException, which ends the run, for a value that cannot be rendered or is of another type.
record PlayKeywords(Play play, Renderer renderer, Scope scope) {
  private static final List<Keyword> OWN =
      List.of(
          Keyword.FORCE_HANDLERS,
          Keyword.GATHER_FACTS,
          Keyword.GATHER_SUBSET,
          Keyword.GATHER_TIMEOUT,
          Keyword.MAX_FAIL_PERCENTAGE,
          Keyword.ORDER,
          Keyword.SERIAL,
          Keyword.STRATEGY);

  /// Reads all of them: a play with a wrong one does not begin (like ansible-core 2.18
  /// playbook/base.py post_validate).
  void check() {
    OWN.forEach(this::value);
  }

  /// The hosts' pattern.
  String pattern() {
    return switch (rendered("hosts", play.hosts())) {
      case Seq s -> String.join(",", s.stream().map(PythonText::str).toList());
      case Value one -> PythonText.str(one);
    };
  }

  /// What the play is called, with secrets masked; as it is written where it cannot be rendered.
  Optional<String> name() {
    return play.keywords()
        .get(Keyword.NAME)
        .map(written -> {
          Value name = renderer.renderOrUndefined(written, scope);
          return PythonText.str(Masking.masked(name instanceof Undefined ? written : name));
        });
  }

  Optional<Boolean> flag(Keyword keyword) {
    return value(keyword).flatMap(KeywordType::flag);
  }

  Optional<String> text(Keyword keyword) {
    return value(keyword).map(PythonText::str);
  }

  /// The parts of a list, or the one that stands for it.
  List<String> texts(Keyword keyword) {
    return switch (value(keyword).orElse(Seq.EMPTY)) {
      case Seq s -> s.stream().map(PythonText::str).toList();
      case Value one -> List.of(PythonText.str(one));
    };
  }

  OptionalDouble number(Keyword keyword) {
    return value(keyword)
        .flatMap(keyword.type()::number)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /// Where a keyword is written, else the play.
  SourceRange place(Keyword keyword) {
    return play.keywords().get(keyword).map(v -> v.tag().origin()).orElse(play.where());
  }

  private Optional<Value> value(Keyword keyword) {
    return play.keywords()
        .get(keyword)
        .map(written -> typed(keyword, written))
        .filter(v -> !(v instanceof Null || v instanceof Omit));
  }

  private Value typed(Keyword keyword, Value written) {
    Value value = rendered(keyword.key(), written);
    if (!(value instanceof Null || value instanceof Omit)) {
      KeywordProblem.of(keyword, written, value)
          .ifPresent(problem -> {
            throw wrong(problem);
          });
    }
    return value;
  }

  private Value rendered(String key, Value written) {
    try {
      return renderer.render(written, scope);
    } catch (JplayException e) {
      throw wrong(KeywordProblem.undefined(key, e.diagnostic()));
    }
  }

  private static JplayException wrong(Diagnostic problem) {
    return new JplayException(ExitCode.UNREACHABLE_OR_PARSE_ERROR, problem);
  }
}
