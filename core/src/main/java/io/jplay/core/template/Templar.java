package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Renders templates as Ansible does. Reading a text gives an immutable tree, which is kept; each
/// call makes a [TemplateRun] that evaluates it.
public final class Templar implements Renderer {
  private static final Duration TIME = Duration.ofMinutes(2);

  private final TemplateEngine engine;
  private final Conditions conditions;

  public Templar(TemplateEnvironment environment, PluginRegistry registry) {
    this(environment, registry, TIME);
  }

  /// `timeLimit`: how long one template may take.
  Templar(TemplateEnvironment environment, PluginRegistry registry, Duration timeLimit) {
    this.engine = new TemplateEngine(environment, registry, timeLimit);
    this.conditions = new Conditions(engine);
  }

  /// The names that a template asks for, sorted; none when it cannot be read.
  public SortedSet<String> names(Template template) {
    try {
      return new TreeSet<>(TemplateParser.names(template.text(), Syntax.VALUE));
    } catch (SyntaxError e) {
      return new TreeSet<>();
    }
  }

  /// Whether a name means something without a variable (`lookup`, `range`).
  public boolean isGlobal(String name) {
    return Globals.find(name).isPresent();
  }

  /// What results say as `exception` of a failure that Python would have raised and Ansible does
  /// not make an error of its own of: place, expression and the exception, as a traceback ends.
  public static Optional<String> exception(JplayException failure) {
    if (!(failure instanceof TemplateFailure f) || PythonError.exception(f.kind()).isEmpty()) {
      return Optional.empty();
    }
    SourceRange at = f.diagnostic().primary();
    String place = at.isKnown() ? "  " + at + "\n" : "";
    return Optional.of(
        "Traceback (most recent call last):\n"
            + place
            + PythonError.exception(f.kind())
            + ": "
            + f.text());
  }

  /// A failure with words before its text, if it is one of a template.
  public static JplayException within(String sentence, JplayException failure) {
    return failure instanceof TemplateFailure f ? f.within(sentence) : failure;
  }

  /// The name of the exception that Ansible would have raised.
  public static Optional<String> exceptionName(JplayException failure) {
    return failure instanceof TemplateFailure f ? Optional.of(f.pythonName()) : Optional.empty();
  }

  TemplateEngine engine() {
    return engine;
  }

  // ---- Renderer

  @Override
  public Value render(Value value, Scope scope) {
    return switch (value) {
      case Template t -> engine.renderTop(t, run(t, scope));
      case Seq s -> renderParts(s, scope);
      case Dict d -> renderParts(d, scope);
      case Vaulted v -> engine.decrypt(v);
      case Deferred d -> render(d.force(), scope);
      default -> value;
    };
  }

  private TemplateRun run(Template template, Scope scope) {
    return engine.run(scope, engine.reader().value(template));
  }

  private Value renderParts(Value container, Scope scope) {
    if (!engine.hasWork(container, true)) {
      return container;
    }
    return renderParts(
        container, engine.run(scope, TemplateReader.blank(container.tag().origin())));
  }

  private Value renderParts(Value value, TemplateRun run) {
    return switch (value) {
      case Template t -> {
        run.variables().beginText();
        yield engine.renderTop(t, run);
      }
      case Seq s -> {
        var items = new ArrayList<Value>(s.size());
        s.items().forEach(item -> items.add(renderParts(item, run)));
        yield new Seq(items, s.kind(), s.tag());
      }
      case Dict d -> {
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((k, v) -> map.put(k, renderParts(v, run)));
        yield new Dict(map, d.tag());
      }
      case Vaulted v -> engine.decrypt(v);
      case Deferred d -> renderParts(d.force(), run);
      default -> value;
    };
  }

  @Override
  public Value renderOrUndefined(Value value, Scope scope) {
    try {
      return render(value, scope);
    } catch (TemplateFailure e) {
      if (e.kind() == PythonError.Kind.UNDEFINED) {
        return new Undefined("template", e.text(), Tag.at(e.diagnostic().primary()));
      }
      throw e;
    }
  }

  @Override
  public boolean test(Value condition, Scope scope) {
    return conditions.test(condition, scope);
  }

  @Override
  public Value evaluate(String expression, Scope scope, SourceRange origin) {
    TemplateUnit unit = TemplateReader.bare(expression, origin);
    var run = engine.run(scope, unit);
    try {
      Value value = engine.evaluate(engine.reader().expression(unit, expression), run);
      if (value instanceof Undefined u) {
        throw PythonError.undefined(u);
      }
      return engine.environment().isNative() ? value : Conversion.single(value);
    } catch (PythonError e) {
      throw run.failure(e);
    } catch (StackOverflowError e) {
      throw TemplateEngine.tooDeep(run);
    }
  }

  @Override
  public Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
    return engine.renderFile(file, scope, settings, IncludeSearch.ofModule(Path.of(file.name())));
  }

  @Override
  public Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin) {
    var run = engine.run(scope, TemplateReader.blank(origin));
    try {
      return run.loop(plugin, terms, options);
    } catch (PythonError e) {
      throw run.failure(e);
    }
  }
}
