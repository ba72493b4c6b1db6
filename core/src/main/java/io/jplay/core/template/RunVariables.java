package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
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
import java.util.Set;

/// The variables of one run as expressions see them: rendered when they are used, once, and each
/// with the others that use it, so that one which uses itself is found. Used by one thread.
final class RunVariables {
  private static final String RECURSION = "recursive loop detected in template string: ";

  private final TemplateEngine engine;
  private final TemplateRun run;
  private final Scope scope;
  private final UndefinedTrails trails;
  private final Map<String, Value> rendered = new HashMap<>(0);
  private final List<String> active = new ArrayList<>(0);
  private final List<String> unrepeatableNames = new ArrayList<>(0);
  private boolean unrepeatable;
  private boolean changing;

  RunVariables(TemplateEngine engine, TemplateRun run, UndefinedTrails trails) {
    this.engine = engine;
    this.run = run;
    this.scope = run.scope();
    this.trails = trails;
  }

  /// A variable as an expression sees it: rendered when it is a template or holds some.
  Value variable(String name) {
    Value found = found(name);
    return changing ? changeable(name, found) : found;
  }

  /// From now on lists and mappings are those that methods change, whatever name they are read by.
  void beginChanges() {
    changing = true;
  }

  private Value changeable(String name, Value value) {
    if (!LiveAccess.isFixed(value) || value instanceof Dict d && d.isComputed()) {
      return value;
    }
    Value live = LiveAccess.live(value);
    keep(name, live);
    return live;
  }

  /// Forgets what was changed of these variables.
  void forget(Set<String> names) {
    rendered.keySet().removeAll(names);
  }

  private Value found(String name) {
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
    if (!engine.hasWork(raw, false)) {
      rendered.put(name, raw);
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
          (RECURSION + "%s (%s -> %s)").formatted(shown(raw), String.join(" -> ", active), name));
    }
    active.add(name);
    run.budget().enter();
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
      TemplateFailure used = e.because("variable '" + name + "' is used here", run.place());
      // a circle would say it at each turn
      throw e.kind() == PythonError.Kind.LIMIT || e.text().startsWith(RECURSION)
          ? used
          : used.within(unhandled(raw, e));
    } finally {
      run.budget().leave();
      active.removeLast();
    }
  }

  /// What is said before a failure in the template of a variable (like ansible-core 2.18
  /// template/vars.py).
  private static String unhandled(Value raw, TemplateFailure failure) {
    return "An unhandled exception occurred while templating '%s'. Error was a <class '%s'>, original message: "
        .formatted(shown(raw), failure.pythonClass());
  }

  /// The raw text of a variable for a message, unless it is secret.
  private static String shown(Value raw) {
    if (Taints.deep(raw).isSecret()) {
      return Secret.MASK;
    }
    String text = raw instanceof Template t ? t.text() : PythonText.repr(raw);
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  Value finish(Value raw) {
    return switch (raw) {
      case Template t -> finish(t, false, true);
      case Vaulted v -> engine.decrypt(v);
      case Deferred d -> d.force();
      default -> raw;
    };
  }

  Value finishDeep(Value raw) {
    return finish(raw, true, true);
  }

  /// The value with templates rendered. `force`: values computed late are computed too.
  private Value finish(Value raw, boolean deep, boolean force) {
    return switch (raw) {
      case Template t -> engine.renderNested(t, run);
      case Vaulted v -> engine.decrypt(v);
      case Deferred d -> force ? (deep ? finish(d.force(), true, true) : d.force()) : d;
      case Seq s -> deep ? finishItems(s, force) : s;
      case Dict d -> deep ? finishEntries(d, force) : d;
      default -> raw;
    };
  }

  private Value finishItems(Seq seq, boolean force) {
    if (!engine.hasWork(seq, force)) {
      return seq;
    }
    var items = new ArrayList<Value>(seq.size());
    for (Value item : seq.items()) {
      items.add(finish(item, true, force));
    }
    return new Seq(items, seq.kind(), seq.tag());
  }

  private Value finishEntries(Dict dict, boolean force) {
    if (!engine.hasWork(dict, force)) {
      return dict;
    }
    var map = LinkedHashMap.<Value, Value>newLinkedHashMap(dict.size());
    dict.entries().forEach((key, value) -> map.put(key, finish(value, true, force)));
    return new Dict(map, dict.tag());
  }

  /// Notes that what is computed may be another value next time.
  void markUnrepeatable() {
    unrepeatable = true;
  }

  /// The variable that is being rendered, as messages name it.
  String user() {
    return active.isEmpty() ? "it" : "variable '" + active.getLast() + "'";
  }
}
