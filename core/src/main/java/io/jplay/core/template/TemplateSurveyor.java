package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Map;
import java.util.Optional;

/// Looks into templates without rendering them. Reads each text once for itself and the run that
/// follows, since the trees are kept by the [Templar]. All methods throw `JplayException` with the
/// place of what cannot be read. Safe for any thread.
public final class TemplateSurveyor {
  private final TemplateReader reader;

  public TemplateSurveyor(Templar templar) {
    this.reader = templar.engine().reader();
  }

  public TemplateSurvey template(Template template) {
    return tree(reader.value(template));
  }

  /// A bare expression; `condition`: as `when:` has it, else as `var:` of debug.
  public TemplateSurvey expression(String text, boolean condition, SourceRange origin) {
    TemplateUnit unit = TemplateReader.bare(text, origin);
    var walk = new SurveyWalk(unit);
    walk.expression(condition ? reader.condition(unit, text) : reader.expression(unit, text));
    return walk.result();
  }

  /// A template file; `settings` as for rendering it.
  public TemplateSurvey file(SourceText file, Map<String, Value> settings) {
    return tree(reader.file(file, TemplateHeader.settings(settings, Syntax.FILE)));
  }

  /// The filter whose result is the value of a template that is one expression and ends with it.
  public Optional<String> lastFilter(Template template) {
    return reader.value(template).tree().only().map(Node.Print::expression).stream()
        .filter(Expr.FilterCall.class::isInstance)
        .map(filter -> BuiltinFilters.shortName(((Expr.FilterCall) filter).name()))
        .findFirst();
  }

  private static TemplateSurvey tree(TemplateUnit unit) {
    var walk = new SurveyWalk(unit);
    walk.template();
    return walk.result();
  }

  /// Whether every template has a function or value of that name.
  public static boolean isGlobal(String name) {
    return Globals.find(name).isPresent();
  }

  /// What is wrong with a regular expression in Python's syntax, if anything.
  public static Optional<String> problemOf(String pattern) {
    try {
      Regex.compile(pattern, Regex.Flags.NONE);
      return Optional.empty();
    } catch (PythonError e) {
      return Optional.of(e.text());
    }
  }
}
