package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private final Templar templar;
  private final Scope scope;
  private final PluginCalls plugins;
  private final Budget budget;
  private final Map<String, Value> rendered = new HashMap<>(0);
  private final List<String> active = new ArrayList<>(0);
  private final List<String> unrepeatableNames = new ArrayList<>(0);
  private final UndefinedTrails trails = new UndefinedTrails();
  private TemplateUnit unit;
  private int at;
  private boolean unrepeatable;

  TemplateRun(Templar templar, Scope scope, TemplateUnit unit) {
    this.templar = templar;
    this.scope = scope;
    this.unit = unit;
    budget = new Budget(templar.timeLimit());
    plugins = new PluginCalls(templar.registry(), this);
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
    int outerAt = at;
    unit = other;
    at = 0;
    try {
      return body.get();
    } catch (PythonError e) {
      if (e.kind() == PythonError.Kind.UNDEFINED) {
        SourceRange here = Places.locate(unit, trails.place(e, unit, at));
        if (!e.origin().isKnown()) {
          throw e.from(here, List.of());
        }
        String user = active.isEmpty() ? "it" : "variable '" + active.getLast() + "'";
        String note = user + " uses '" + e.subject() + "'";
        throw e.from(e.origin(), UndefinedTrails.longer(note, here, trails.of(e)));
      }
      throw failure(e);
    } finally {
      unit = outer;
      at = outerAt;
    }
  }

  /// The failure at the current place, with a hint when a name was mistyped.
  TemplateFailure failure(PythonError error) {
    String hint = "";
    String text = error.text();
    int end = text.lastIndexOf(UNDEFINED);
    int start = text.lastIndexOf('\'', end - 1);
    if (error.kind() == PythonError.Kind.UNDEFINED
        && start >= 0
        && end == text.length() - UNDEFINED.length()) {
      hint = Suggestion.hint(text.substring(start + 1, end), scope.names());
    }
    return TemplateFailure.of(error, trails.of(error), hint, unit, trails.place(error, unit, at));
  }

  // ---- variables

  /// A variable as an expression sees it: rendered when it is a template or holds some.
  Value variable(String name) {
    Value raw = scope.lookup(name);
    return switch (raw) {
      case Undefined u -> global(name, u);
      case Dict d -> name.equals("vars") ? kept(name, d) : resolve(name, d);
      case Seq s -> resolve(name, s);
      case Template t -> resolve(name, t);
      case Vaulted v -> resolve(name, v);
      case Deferred d -> resolve(name, d.force());
      default -> raw;
    };
  }

  /// A name where variables are not seen (an import without context).
  Value global(String name) {
    return global(name, Undefined.of(name));
  }

  private static Value global(String name, Undefined absent) {
    return Globals.find(name).orElse(absent);
  }

  private Value kept(String name, Value otherwise) {
    return rendered.getOrDefault(name, otherwise);
  }

  /// Replaces a variable for this run (a list that a method changed).
  void keep(String name, Value value) {
    rendered.put(name, value);
  }

  /// Jinja2 reads a variable once for a template, so a random number in it stays the same; another
  /// template text reads it anew.
  void beginText() {
    unrepeatableNames.forEach(rendered::remove);
    unrepeatableNames.clear();
  }

  private Value resolve(String name, Value raw) {
    Value done = rendered.get(name);
    if (done != null) {
      return done;
    }
    if (!templar.hasWork(raw, false)) {
      return raw;
    }
    boolean outer = unrepeatable;
    unrepeatable = false;
    Value value = renderVariable(name, raw);
    rendered.put(name, value);
    if (unrepeatable) {
      unrepeatableNames.add(name);
    }
    unrepeatable |= outer;
    return value;
  }

  private Value renderVariable(String name, Value raw) {
    if (active.contains(name)) {
      throw new PythonError(
          PythonError.Kind.RUNTIME,
          "recursive loop detected in template string: %s (%s -> %s)"
              .formatted(shown(raw), String.join(" -> ", active), name));
    }
    active.add(name);
    budget.enter();
    try {
      return finish(raw, true, false);
    } catch (PythonError e) {
      if (e.kind() == PythonError.Kind.UNDEFINED) {
        SourceRange origin = e.origin().isKnown() ? e.origin() : raw.tag().origin();
        return trails.keep(
            new Undefined(name, shown(raw) + ": " + e.text(), Tag.at(origin)), e.trail());
      }
      throw e;
    } catch (TemplateFailure e) {
      if (e.kind() == PythonError.Kind.UNDEFINED) {
        return trails.keep(
            new Undefined(name, shown(raw) + ": " + e.text(), Tag.at(e.diagnostic().primary())),
            e.diagnostic().related().reversed());
      }
      throw e.because("variable '" + name + "' is used here", Places.locate(unit, at));
    } finally {
      budget.leave();
      active.removeLast();
    }
  }

  /// The raw text of a variable for a message, unless it is secret.
  private static String shown(Value raw) {
    if (Taints.deep(raw).isSecret()) {
      return Secret.MASK;
    }
    String text = raw instanceof Template t ? t.text() : PythonText.repr(raw);
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  @Override
  public Value finish(Value raw) {
    return switch (raw) {
      case Template t -> finish(t, false, true);
      case Vaulted v -> templar.decrypt(v);
      case Deferred d -> d.force();
      default -> raw;
    };
  }

  @Override
  public Value finishDeep(Value raw) {
    return finish(raw, true, true);
  }

  /// The value with templates rendered. `force`: values computed late are computed too.
  private Value finish(Value raw, boolean deep, boolean force) {
    return switch (raw) {
      case Template t -> templar.renderNested(t, this);
      case Vaulted v -> templar.decrypt(v);
      case Deferred d -> force ? (deep ? finish(d.force(), true, true) : d.force()) : d;
      case Seq s -> deep ? finishItems(s, force) : s;
      case Dict d -> deep ? finishEntries(d, force) : d;
      default -> raw;
    };
  }

  private Value finishItems(Seq seq, boolean force) {
    if (!templar.hasWork(seq, force)) {
      return seq;
    }
    var items = new ArrayList<Value>(seq.size());
    for (Value item : seq.items()) {
      items.add(finish(item, true, force));
    }
    return new Seq(items, seq.kind(), seq.tag());
  }

  private Value finishEntries(Dict dict, boolean force) {
    if (!templar.hasWork(dict, force)) {
      return dict;
    }
    var map = LinkedHashMap.<Value, Value>newLinkedHashMap(dict.size());
    dict.entries().forEach((key, value) -> map.put(key, finish(value, true, force)));
    return new Dict(map, dict.tag());
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
    PythonOps.require(callable);
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
    unrepeatable = true;
  }

  @Override
  public Value attribute(Value value, String name) {
    return Access.attribute(value, name, this);
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
    return templar.environment();
  }

  @Override
  public JplayException error(String message) {
    return TemplateFailure.of(PythonError.Kind.VALUE, message, "", unit, at);
  }

  @Override
  public JplayException lookupError(String message) {
    return TemplateFailure.of(PythonError.Kind.LOOKUP, message, "", unit, at);
  }

  // ---- other templates

  @Override
  public Str renderFile(SourceText file, Scope variables, Map<String, Value> settings) {
    budget.enter();
    try {
      return templar.renderFile(file, variables, settings);
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
      return templar.load(name, scope, unit);
    } catch (TemplateFailure e) {
      throw ledFrom("asked for here", unit, at, e);
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
