package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Real;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Renders templates as Ansible does. Reading a text gives an immutable tree, which is kept; each
/// call makes a [TemplateRun] that evaluates it.
public final class Templar implements Renderer {
  private static final Pattern ALONE = Pattern.compile("\\{\\{\\s*\\w*\\s*}}\n?");

  private static final Duration TIME = Duration.ofMinutes(2);
  private static final String UNSAFE = "Conditional is marked as unsafe, and cannot be evaluated.";

  private final TemplateEnvironment environment;
  private final PluginRegistry registry;
  private final Duration timeLimit;
  private final TemplateReader reader = new TemplateReader();

  public Templar(TemplateEnvironment environment, PluginRegistry registry) {
    this(environment, registry, TIME);
  }

  /// `timeLimit`: how long one template may take.
  Templar(TemplateEnvironment environment, PluginRegistry registry, Duration timeLimit) {
    this.timeLimit = timeLimit;
    this.environment = environment;
    this.registry = registry;
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

  TemplateReader reader() {
    return reader;
  }

  // ---- Renderer

  @Override
  public Value render(Value value, Scope scope) {
    return switch (value) {
      case Template t -> renderTop(t, run(t, scope));
      case Seq s -> renderParts(s, scope);
      case Dict d -> renderParts(d, scope);
      case Vaulted v -> decrypt(v);
      case Deferred d -> render(d.force(), scope);
      default -> value;
    };
  }

  private TemplateRun run(Template template, Scope scope) {
    return new TemplateRun(this, scope, reader.value(template));
  }

  private Value renderParts(Value container, Scope scope) {
    if (!hasWork(container, true)) {
      return container;
    }
    return renderParts(
        container, new TemplateRun(this, scope, TemplateReader.blank(container.tag().origin())));
  }

  private Value renderParts(Value value, TemplateRun run) {
    return switch (value) {
      case Template t -> {
        run.beginText();
        yield renderTop(t, run);
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
      case Vaulted v -> decrypt(v);
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
    environment.warn(
        "conditional statements should not include jinja2 templating delimiters such as {{ }} or"
            + " {% %}. Found: "
            + condition.text());
    Value result;
    try {
      result = render(condition, scope);
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
    var run = new TemplateRun(this, scope, unit);
    try {
      if (condition.isRemote()) {
        throw TemplateFailure.of(PythonError.Kind.RUNTIME, UNSAFE, "", unit, 0);
      }
      return PythonOps.truth(evaluate(reader.condition(unit, condition.text()), run));
    } catch (PythonError e) {
      throw conditionFailure(run.failure(e), written);
    } catch (TemplateFailure e) {
      throw conditionFailure(e, written);
    } catch (StackOverflowError e) {
      throw tooDeep(run);
    }
  }

  private static TemplateUnit conditionUnit(Str condition) {
    String text = condition.text();
    TemplateUnit unit = TemplateReader.bare(text, condition.tag().origin());
    String shown = "{% if " + text + " %} True {% else %} False {% endif %}";
    return new TemplateUnit(unit.tree(), unit.origin(), shown);
  }

  private static TemplateFailure conditionFailure(TemplateFailure failure, String text) {
    return failure.kind() == PythonError.Kind.UNDEFINED
        ? failure.within(conditional(text) + "error while evaluating conditional (" + text + "): ")
        : failure.within(conditional(text));
  }

  private static String conditional(String text) {
    return "The conditional check '" + text + "' failed. The error was: ";
  }

  @Override
  public Value evaluate(String expression, Scope scope, SourceRange origin) {
    TemplateUnit unit = TemplateReader.bare(expression, origin);
    var run = new TemplateRun(this, scope, unit);
    try {
      Value value = evaluate(reader.expression(unit, expression), run);
      if (value instanceof Undefined u) {
        throw PythonError.undefined(u);
      }
      return environment.isNative() ? value : Conversion.single(value);
    } catch (PythonError e) {
      throw run.failure(e);
    } catch (StackOverflowError e) {
      throw tooDeep(run);
    }
  }

  private Value evaluate(Expr expression, TemplateRun run) {
    Output.Reading reading = reading();
    return expression.eval(Frame.root(run, new Rendering(run.unit(), reading), true));
  }

  @Override
  public Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
    Syntax base = TemplateHeader.settings(settings, Syntax.FILE);
    TemplateUnit unit = reader.file(file, base);
    var run = new TemplateRun(this, scope, unit);
    Str result = Conversion.withLineEnds(unit.tree().text(), renderText(unit, run));
    Value lineEnd = settings.get("newline_sequence");
    if (lineEnd instanceof Str s && !s.text().equals("\n")) {
      return new Str(result.text().replace("\n", s.text()), result.tag());
    }
    return result;
  }

  @Override
  public Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin) {
    var run = new TemplateRun(this, scope, TemplateReader.blank(origin));
    try {
      return run.loop(plugin, terms, options);
    } catch (PythonError e) {
      throw run.failure(e);
    }
  }

  // ---- templates within a run

  /// A template read from a variable while another is evaluated.
  Value renderNested(Template template, TemplateRun run) {
    TemplateUnit unit = reader.value(template);
    return run.nested(unit, () -> result(unit, run));
  }

  private Value renderTop(Template template, TemplateRun run) {
    TemplateUnit unit = reader.value(template);
    return run.within(
        unit,
        () -> {
          try {
            return result(unit, run);
          } catch (StackOverflowError e) {
            throw tooDeep(run);
          }
        });
  }

  private static TemplateFailure tooDeep(TemplateRun run) {
    return TemplateFailure.of(
        PythonError.Kind.LIMIT, "the template is nested too deeply", "", run.unit(), 0);
  }

  private Value result(TemplateUnit unit, TemplateRun run) {
    TemplateUnit.Tree tree = unit.tree();
    boolean isNative = environment.isNative();
    var rendering = new Rendering(unit, reading());
    Frame frame = Frame.root(run, rendering, true);
    if (ALONE.matcher(tree.text()).matches()
        && tree.only().isPresent()
        && tree.only().get().expression() instanceof Expr.Name name) {
      Value raw = run.scope().lookup(name.name());
      if (isPlain(raw)) {
        return raw;
      }
    }
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
      return value instanceof Str s ? Conversion.withLineEnds(tree.text(), s) : value;
    }
    Value value = Conversion.fromText(out.text());
    return value instanceof Str s ? Conversion.withLineEnds(tree.text(), s) : value;
  }

  private Output.Reading reading() {
    return environment.isNative() ? Output.Reading.NATIVE : Output.Reading.DATA;
  }

  /// A variable alone in braces that is no text is not rendered at all; in parentheses, after a
  /// comment or beside a minus it is not alone (like ansible-core 2.18 template/__init__.py, which
  /// looks at the text).
  private static boolean isPlain(Value raw) {
    return raw instanceof Bool || raw instanceof Int || raw instanceof Real || raw instanceof Null;
  }

  private Str renderText(TemplateUnit unit, TemplateRun run) {
    Value text =
        run.within(
            unit,
            () -> {
              try {
                var rendering = new Rendering(unit, Output.Reading.TEXT);
                Output out = rendering.part();
                Inheritance.render(Frame.root(run, rendering, true), out);
                return out.text();
              } catch (StackOverflowError e) {
                throw tooDeep(run);
              }
            });
    return (Str) text;
  }

  /// The template file of an include, import or extends, found by the search path of the task or
  /// beside the template that asks for it.
  Optional<TemplateUnit> load(String name, Scope scope, TemplateUnit from) {
    Optional<Path> path = environment.find("templates", name, scope);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = environment.read(path.get());
      var file = SourceText.of(path.get().toString(), new String(bytes, StandardCharsets.UTF_8));
      return Optional.of(reader.file(file, Syntax.FILE));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // ---- values

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
