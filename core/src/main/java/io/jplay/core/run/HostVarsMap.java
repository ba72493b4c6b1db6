package io.jplay.core.run;

import io.jplay.core.template.PythonText;
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
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Mappings that are computed when they are read: `hostvars`, and the variables of one host in it.
/// A template read through it is rendered with the variables of the host that it belongs to.
final class HostVarsMap extends AbstractMap<Value, Value> implements Dict.Computed {
  /// What would hold itself, over and over.
  private static final Set<String> WHOLES = Set.of("hostvars", "vars");

  private final String typeName;
  private final Supplier<Set<String>> names;
  private final Function<String, @Nullable Value> lookup;

  private HostVarsMap(
      String typeName, Supplier<Set<String>> names, Function<String, @Nullable Value> lookup) {
    this.typeName = typeName;
    this.names = names;
    this.lookup = lookup;
  }

  /// `hostvars`: hosts by name; `scopeOf` gives a host's variables. The implied localhost is there
  /// when asked for by name.
  static Dict ofHosts(
      Supplier<Set<String>> hosts, Function<String, Scope> scopeOf, Renderer renderer) {
    return new Dict(
        new HostVarsMap(
            "HostVars",
            hosts,
            host ->
                hosts.get().contains(host) || host.equals("localhost")
                    ? ofScope(scopeOf.apply(host), renderer)
                    : noHost(host)),
        Tag.NONE);
  }

  /// Like ansible-core 2.18 vars/hostvars.py, which has the whole question as the name.
  private static Undefined noHost(String host) {
    String name = "hostvars['" + host + "']";
    return new Undefined(name, PythonText.repr(Str.of(name)) + " is undefined", Tag.NONE);
  }

  private static Dict ofScope(Scope scope, Renderer renderer) {
    return new Dict(
        new HostVarsMap(
            "HostVarsVars",
            () -> {
              var names = new LinkedHashSet<>(scope.names());
              names.removeAll(WHOLES);
              return names;
            },
            name -> {
              Value raw = scope.lookup(name);
              if (raw instanceof Undefined || WHOLES.contains(name)) {
                return null;
              }
              return needsRendering(raw) ? (Deferred) () -> rendered(raw, scope, renderer) : raw;
            }),
        Tag.NONE);
  }

  /// Like ansible-core 2.18 vars/hostvars.py: a template that asks for what the other host does not
  /// have is left as its text.
  private static Value rendered(Value raw, Scope scope, Renderer renderer) {
    return switch (raw) {
      case Template t -> {
        Value value = renderer.renderOrUndefined(t, scope);
        yield value instanceof Undefined ? new Str(t.text(), t.tag()) : value;
      }
      case Dict d when !d.isComputed() -> {
        var all = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((key, value) -> all.put(key, rendered(value, scope, renderer)));
        yield new Dict(all, d.tag());
      }
      case Seq s ->
          new Seq(s.stream().map(v -> rendered(v, scope, renderer)).toList(), s.kind(), s.tag());
      default -> renderer.renderOrUndefined(raw, scope);
    };
  }

  private static boolean needsRendering(Value raw) {
    return raw instanceof Template
        || raw instanceof Vaulted
        || raw instanceof Dict
        || raw instanceof Seq;
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    return key instanceof Value name ? lookup.apply(PythonText.str(name)) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    Value value = get(key);
    return value != null && !(value instanceof Undefined);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Set<Entry<Value, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<Value, Value>> iterator() {
        return names.get().stream()
            .<Entry<Value, Value>>mapMulti((name, out) -> {
              Value value = lookup.apply(name);
              if (value != null) {
                out.accept(Map.entry(Str.of(name), value));
              }
            })
            .iterator();
      }

      @Override
      public int size() {
        return names.get().size();
      }
    };
  }
}
