package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;

/// Whether conditions hold: `when`, `failed_when` and their kin, which are expressions without
/// braces.
final class Conditions {
  private static final String UNSAFE = "Conditional is marked as unsafe, and cannot be evaluated.";

  private final TemplateEngine engine;

  Conditions(TemplateEngine engine) {
    this.engine = engine;
  }

  boolean test(Value condition, Scope scope) {
    return switch (condition) {
      case Bool b -> b.value();
      case Null n -> true;
      case Seq s -> s.items().stream().allMatch(each -> test(each, scope));
      case Template t -> testTemplate(t, scope);
      case Str s -> testText(s, PythonStrings.strip(s.text()), scope);
      case Deferred d -> test(d.force(), scope);
      default -> PythonOps.truth(condition);
    };
  }

  /// A condition with braces: what it renders to is the condition, as Ansible has it (and warns).
  private boolean testTemplate(Template condition, Scope scope) {
    engine
        .environment()
        .warn(
            "conditional statements should not include jinja2 templating delimiters such as {{ }}"
                + " or {% %}. Found: "
                + condition.text());
    Value result;
    try {
      result = engine.renderTop(condition, engine.run(scope, engine.reader().value(condition)));
    } catch (TemplateFailure e) {
      throw conditionFailure(e, condition.text());
    }
    return switch (result) {
      case Str s when s.text().isEmpty() -> false;
      case Str s ->
          testText(
              s.withTag(Tag.at(condition.tag().origin()).and(s.tag())), condition.text(), scope);
      case Omit _ ->
          testText(new Str(PythonText.str(result), condition.tag()), condition.text(), scope);
      default -> PythonOps.truth(result);
    };
  }

  /// `written` is what messages show: the condition, or the template that rendered to it.
  private boolean testText(Str condition, String written, Scope scope) {
    if (PythonStrings.strip(condition.text()).isEmpty()) {
      return true;
    }
    TemplateUnit unit = conditionUnit(condition);
    var run = engine.run(scope, unit);
    try {
      if (condition.isRemote()) {
        throw TemplateFailure.of(PythonError.Kind.RUNTIME, UNSAFE, "", unit, 0);
      }
      return PythonOps.truth(
          engine.evaluate(engine.reader().condition(unit, condition.text()), run));
    } catch (PythonError e) {
      throw conditionFailure(run.failure(e), written);
    } catch (TemplateFailure e) {
      throw conditionFailure(e, written);
    } catch (StackOverflowError e) {
      throw TemplateEngine.tooDeep(run);
    }
  }

  private static TemplateUnit conditionUnit(Str condition) {
    String text = condition.text();
    TemplateUnit unit = TemplateReader.bare(text, condition.tag().origin());
    String shown = "{% if " + text + " %} True {% else %} False {% endif %}";
    return new TemplateUnit(unit.tree(), unit.origin(), shown);
  }

  private static TemplateFailure conditionFailure(TemplateFailure failure, String text) {
    String exception = failure.pythonName();
    if (!exception.startsWith("Ansible") && !exception.startsWith("Template")) {
      // like ansible-core 2.18 executor/task_executor.py, which knows nothing of it
      return failure.within("Unexpected failure during module execution: ");
    }
    return failure.kind() == PythonError.Kind.UNDEFINED
        ? failure.within(conditional(text) + "error while evaluating conditional (" + text + "): ")
        : failure.within(conditional(text));
  }

  private static String conditional(String text) {
    return "The conditional check '" + text + "' failed. The error was: ";
  }
}
