package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What all runs of a [Templar] share: how templates are read and kept, their files found, and one
/// template rendered within a run.
final class TemplateEngine {
  private final TemplateEnvironment environment;
  private final PluginRegistry registry;
  private final Duration timeLimit;
  private final TemplateReader reader = new TemplateReader();

  /// `timeLimit`: how long one template may take.
  TemplateEngine(TemplateEnvironment environment, PluginRegistry registry, Duration timeLimit) {
    this.environment = environment;
    this.registry = registry;
    this.timeLimit = timeLimit;
  }

  Duration timeLimit() {
    return timeLimit;
  }

  TemplateEnvironment environment() {
    return environment;
  }

  PluginRegistry registry() {
    return registry;
  }

  TemplateReader reader() {
    return reader;
  }

  TemplateRun run(Scope scope, TemplateUnit unit) {
    return new TemplateRun(this, scope, unit, IncludeSearch.NONE);
  }

  /// The text of a template file; `settings` are those of the template module.
  Str renderFile(
      SourceText file, Scope scope, Map<String, Value> settings, IncludeSearch includes) {
    Syntax base = TemplateHeader.settings(settings, Syntax.FILE);
    TemplateUnit unit = reader.file(file, base);
    var run = new TemplateRun(this, scope, unit, includes);
    return Conversion.withLineEnds(file.text(), renderText(unit, run), unit.tree().syntax());
  }

  /// A template read from a variable while another is evaluated.
  Value renderNested(Template template, TemplateRun run) {
    TemplateUnit unit = reader.value(template);
    return run.nested(unit, () -> result(unit, template.text(), run));
  }

  /// A template on its own.
  Value renderTop(Template template, TemplateRun run) {
    TemplateUnit unit = reader.value(template);
    return run.within(
        unit,
        () -> {
          try {
            return result(unit, template.text(), run);
          } catch (StackOverflowError e) {
            throw tooDeep(run);
          }
        });
  }

  static TemplateFailure tooDeep(TemplateRun run) {
    return TemplateFailure.of(
        PythonError.Kind.LIMIT, "the template is nested too deeply", "", run.unit(), 0);
  }

  private Value result(TemplateUnit unit, String written, TemplateRun run) {
    TemplateUnit.Tree tree = unit.tree();
    boolean isNative = environment.isNative();
    if (tree.alone().isPresent()) {
      Value raw = run.scope().lookup(tree.alone().get());
      if (raw instanceof Null) {
        return environment.nullRepresentation().orElse(raw);
      }
      if (isPlain(raw)) {
        return raw;
      }
    }
    var rendering = new Rendering(unit, reading());
    Frame frame = Frame.root(run, rendering, true);
    if (tree.only().isPresent() && !tree.text().endsWith("\n")) {
      Node.Print print = tree.only().get();
      if (print.expression() instanceof Expr.Literal l
          && l.value() instanceof Null
          && run.scope().lookup("none") instanceof Null none) {
        // a variable called none, which Ansible sees before Jinja2 does
        return none;
      }
      Value value = print.value(frame);
      return isNative ? Conversion.nativeResult(value) : Conversion.single(value);
    }
    Output out = rendering.part();
    Inheritance.render(frame, out);
    if (isNative) {
      Value value = out.result();
      return value instanceof Str s
          ? Conversion.withLineEnds(written, s, unit.tree().syntax())
          : value;
    }
    Value value = Conversion.fromText(out.text());
    return value instanceof Str s
        ? Conversion.withLineEnds(written, s, unit.tree().syntax())
        : value;
  }

  private Output.Reading reading() {
    return environment.isNative() ? Output.Reading.NATIVE : Output.Reading.DATA;
  }

  /// A variable alone in braces that is no text is not rendered at all.
  private static boolean isPlain(Value raw) {
    return raw instanceof Bool || raw instanceof Int || raw instanceof Real;
  }

  private Str renderText(TemplateUnit unit, TemplateRun run) {
    Value text =
        run.within(
            unit,
            () -> {
              try {
                var rendering = new Rendering(unit, Output.Reading.TEXT);
                var out = new Output(rendering.reading(), unit.tree().text().length());
                Inheritance.render(Frame.root(run, rendering, true), out);
                return out.text();
              } catch (StackOverflowError e) {
                throw tooDeep(run);
              }
            });
    return (Str) text;
  }

  /// The template file of an include, import or extends.
  Optional<TemplateUnit> load(String name, Scope scope, TemplateUnit from, IncludeSearch includes) {
    Optional<Path> path = includes.find(name, n -> environment.find("templates", n, scope));
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = environment.read(path.get());
      var file = SourceText.of(path.get().toString(), new String(bytes, StandardCharsets.UTF_8));
      return Optional.of(reader.file(file, from.tree().syntax().ofFiles()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The value of an expression that is no template's.
  Value evaluate(Expr expression, TemplateRun run) {
    Output.Reading reading = reading();
    return expression.eval(Frame.root(run, new Rendering(run.unit(), reading), true));
  }

  Value decrypt(Vaulted value) throws JplayException {
    return Taints.add(environment.decrypt(value.ciphertext(), value), Taint.SECRET);
  }

  /// Whether a value holds templates or vaulted texts, or with `late` values computed late. What is
  /// computed when it is read is rendered then.
  boolean hasWork(Value value, boolean late) {
    return switch (value) {
      case Template t -> true;
      case Vaulted v -> true;
      case Deferred d -> late;
      case Seq s -> {
        for (Value item : s.items()) {
          if (hasWork(item, late)) {
            yield true;
          }
        }
        yield false;
      }
      case Dict d -> {
        if (d.isComputed()) {
          yield late;
        }
        for (Value item : d.entries().values()) {
          if (hasWork(item, late)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }
}
