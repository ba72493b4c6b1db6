package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.template.TemplateSurveyor;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What templates use, each looked at once: the same value object is the same place of the same
/// file. Owned by one thread.
final class Surveys {
  private final TemplateSurveyor surveyor;
  private final IdentityHashMap<Value, Result> values = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Result> conditions = new IdentityHashMap<>();
  private final Map<String, Result> files = new HashMap<>();
  private final Set<TemplateSurvey.Use> judged = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<TemplateSurvey.Use> surelyJudged =
      Collections.newSetFromMap(new IdentityHashMap<>());

  /// What was found; with problems, nothing is known of the template.
  record Result(TemplateSurvey survey, List<Diagnostic> problems) {
    Result {
      problems = List.copyOf(problems);
    }
  }

  Surveys(TemplateSurveyor surveyor) {
    this.surveyor = surveyor;
  }

  /// A template of a playbook's value; nothing for other values.
  Result of(Value value) {
    return value instanceof Template t
        ? values.computeIfAbsent(t, _ -> read(() -> surveyor.template(t)))
        : new Result(TemplateSurvey.NONE, List.of());
  }

  /// A condition: bare, or with braces as old playbooks have it.
  Result ofCondition(Value value) {
    return value instanceof Str s
        ? conditions.computeIfAbsent(s, _ -> expression(s.text(), true, s.tag().origin()))
        : of(value);
  }

  Result expression(String text, boolean condition, SourceRange origin) {
    return text.isBlank()
        ? new Result(TemplateSurvey.NONE, List.of())
        : read(() -> surveyor.expression(text, condition, origin));
  }

  Result ofFile(SourceText file, Map<String, Value> settings) {
    return files.computeIfAbsent(
        file.name() + settings, _ -> read(() -> surveyor.file(file, settings)));
  }

  /// Whether a use was not judged yet, or not yet as one that surely comes: the same variable of a
  /// role is met with each use of the role.
  boolean isNew(TemplateSurvey.Use use, boolean sure) {
    boolean first = judged.add(use);
    return sure ? surelyJudged.add(use) : first;
  }

  /// The filter that makes the whole value of a template; of one that can be read.
  Optional<String> lastFilter(Template template) {
    return of(template).problems().isEmpty() ? surveyor.lastFilter(template) : Optional.empty();
  }

  Optional<String> problemOfPattern(String pattern) {
    return TemplateSurveyor.problemOf(pattern);
  }

  private static Result read(Supplier<TemplateSurvey> work) {
    try {
      return new Result(work.get(), List.of());
    } catch (JplayException e) {
      return new Result(
          TemplateSurvey.NONE, e.diagnostics().stream().map(Surveys::withoutText).toList());
    }
  }

  /// Without the whole text of the template: its place is shown, and it may be a long file.
  private static Diagnostic withoutText(Diagnostic problem) {
    int text = problem.detail().indexOf(". String: ");
    return text < 0 ? problem : problem.withDetail(problem.detail().substring(0, text));
  }
}
