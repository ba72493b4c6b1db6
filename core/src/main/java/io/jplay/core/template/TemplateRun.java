package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The evaluation of one value: the variables it sees, those already rendered, limits, and where it
/// is just now. Used by one thread, then dropped.
final class TemplateRun implements Evaluation {
  /// The name of an Undefined that prints as nothing and is false instead of failing.
  static final String SILENT = " silent";

  private static final String UNDEFINED = "' is undefined";

  private final TemplateEngine engine;
  private final Scope scope;
  private final IncludeSearch includes;
  private final PluginCalls plugins;
  private final Budget budget;
  private final UndefinedTrails trails = new UndefinedTrails();
  private final RunVariables variables;
  private TemplateUnit unit;
  private TemplateUnit template;
  private int at;

  TemplateRun(TemplateEngine engine, Scope scope, TemplateUnit unit, IncludeSearch includes) {
    this.engine = engine;
    this.scope = scope;
    this.includes = includes;
    this.unit = unit;
    template = unit;
    budget = new Budget(engine.timeLimit());
    plugins = new PluginCalls(engine.registry(), this);
    variables = new RunVariables(engine, this, trails);
  }

  static boolean isSilent(Undefined value) {
    return value.name().equals(SILENT);
  }

  // ---- where we are

  /// Notes the place of what is done next.
  void at(int offset) {
    at = offset;
  }

  TemplateUnit unit() {
    return unit;
  }

  /// The value of an expression at an offset, which is remembered when there is none.
  Value known(Value value, int offset) {
    if (value instanceof Undefined absent) {
      trails.note(unit, absent, offset);
    }
    return value;
  }

  int at() {
    return at;
  }

  /// The same as a place in a source.
  SourceRange place() {
    return Places.locate(unit, at);
  }

  /// What this run may still use.
  Budget budget() {
    return budget;
  }

  /// Does something that belongs to another template; its failures have their place there.
  Value within(TemplateUnit other, Supplier<Value> body) {
    return within("", other, body);
  }

  /// As above, for what another template asks for: `note` says how, at the place that is current.
  Value within(String note, TemplateUnit other, Supplier<Value> body) {
    TemplateUnit outer = unit;
    int outerAt = at;
    unit = other;
    at = 0;
    try {
      return body.get();
    } catch (PythonError e) {
      throw ledFrom(note, outer, outerAt, failure(e));
    } catch (TemplateFailure e) {
      throw ledFrom(note, outer, outerAt, e);
    } finally {
      unit = outer;
      at = outerAt;
    }
  }

  private static TemplateFailure ledFrom(
      String note, TemplateUnit outer, int place, TemplateFailure failure) {
    return note.isEmpty() ? failure : failure.because(note, Places.locate(outer, place));
  }

  /// Renders the template of a variable; an undefined value in it keeps its place and passes on, to
  /// become the variable's own.
  Value nested(TemplateUnit other, Supplier<Value> body) {
    TemplateUnit outer = unit;
    TemplateUnit outerTemplate = template;
    int outerAt = at;
    unit = other;
    template = other;
    at = 0;
    try {
      return body.get();
    } catch (PythonError e) {
      if (e.kind() == PythonError.Kind.UNDEFINED) {
        SourceRange here = Places.locate(unit, trails.place(e, unit, at));
        if (!e.origin().isKnown()) {
          throw e.from(here, List.of());
        }
        String note = variables.user() + " uses '" + e.subject() + "'";
        throw e.from(e.origin(), UndefinedTrails.longer(note, here, trails.of(e)));
      }
      throw failure(e);
    } finally {
      unit = outer;
      template = outerTemplate;
      at = outerAt;
    }
  }

  /// The failure at the current place, with a hint when a name was mistyped.
  TemplateFailure failure(PythonError error) {
    String hint = "";
    String text = error.text();
    int end = text.lastIndexOf(UNDEFINED);
    int start = text.lastIndexOf('\'', end - 1);
    boolean isOfName =
        error.kind() == PythonError.Kind.UNDEFINED || error.kind() == PythonError.Kind.RUNTIME;
    if (isOfName && start >= 0 && end == text.length() - UNDEFINED.length()) {
      hint = Suggestion.hint(text.substring(start + 1, end), scope.names());
    }
    int place = trails.place(error, unit, at);
    return TemplateFailure.of(error, trails.of(error), hint, unit, place).of(template);
  }

  // ---- variables

  RunVariables variables() {
    return variables;
  }

  @Override
  public Value finish(Value raw) {
    return variables.finish(raw);
  }

  @Override
  public Value finishDeep(Value raw) {
    return variables.finishDeep(raw);
  }

  // ---- filters, tests, functions

  @Override
  public Value filter(String name, Value input, CallArgs args) {
    return plugins.filter(name, input, args);
  }

  @Override
  public boolean test(String name, Value input, CallArgs args) {
    return plugins.test(name, input, args);
  }

  /// Fails when there is no lookup of that name, whatever `errors=` says.
  void requireLookup(String name) {
    plugins.requireLookup(name);
  }

  /// A lookup plug-in's list.
  Seq lookup(String name, Seq terms, Dict options) {
    return plugins.lookup(name, terms, options);
  }

  /// A lookup plug-in's list for a loop.
  Seq loop(String name, Seq terms, Dict options) {
    return plugins.loop(name, terms, options);
  }

  @Override
  public Value call(Value callable, CallArgs args) {
    PythonOps.defined(callable);
    if (callable instanceof Callable function) {
      int place = at;
      Value result = function.call(args, this);
      at = place;
      return result;
    }
    throw PythonError.type("'" + PythonText.typeName(callable) + "' object is not callable");
  }

  /// Notes that what is computed may be another value next time.
  void markUnrepeatable() {
    variables.markUnrepeatable();
  }

  @Override
  public Value attribute(Value value, String name) {
    return Access.attribute(value, Str.of(name), this);
  }

  @Override
  public Value item(Value value, Value key) {
    return Access.item(value, key, this);
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public TemplateEnvironment environment() {
    return engine.environment();
  }

  @Override
  public JplayException error(String message) {
    return TemplateFailure.of(PythonError.Kind.PLUGIN, message, "", unit, at);
  }

  @Override
  public JplayException lookupError(String message) {
    return TemplateFailure.of(PythonError.Kind.LOOKUP, message, "", unit, at);
  }

  // ---- other templates

  @Override
  public Str renderFile(SourceText file, Scope other, Map<String, Value> settings) {
    budget.enter();
    try {
      return engine.renderFile(file, other, settings, IncludeSearch.ofLookup(Path.of(file.name())));
    } finally {
      budget.leave();
    }
  }

  /// The template of an include, import or extends: a name, or the first of several that is there.
  Optional<TemplateUnit> find(Value name) {
    PythonOps.require(name);
    List<Value> names = name instanceof Seq s ? s.items() : List.of(name);
    for (Value each : names) {
      PythonOps.require(each);
      Optional<TemplateUnit> found = read(PythonText.str(each));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<TemplateUnit> read(String name) {
    try {
      return engine.load(name, scope, unit, includes);
    } catch (TemplateFailure e) {
      throw ledFrom("asked for here", unit, at, e.ofInclude());
    }
  }

  TemplateUnit load(Value name) {
    return find(name).orElseThrow(() -> notFound(name));
  }

  PythonError notFound(Value name) {
    String text =
        name instanceof Seq s
            ? "none of the templates given were found: "
                + String.join(", ", s.stream().map(PythonText::str).toList())
            : PythonText.str(name);
    return new PythonError(PythonError.Kind.NOT_FOUND, text);
  }
}
