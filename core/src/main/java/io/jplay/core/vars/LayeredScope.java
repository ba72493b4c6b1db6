package io.jplay.core.vars;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// A scope of layers, strongest looked at first. With [Merge#MERGE] a mapping is joined with those
/// of the same name below it. Used by one thread.
public final class LayeredScope implements Scope {
  private static final Set<String> NOT_IN_VARS =
      Set.of("vars", "ansible_search_path", "ansible_current_hosts", "ansible_failed_hosts");

  private final List<Layer> layers;
  private final Merge merge;

  /// `layers` weakest first; empty ones are dropped.
  public LayeredScope(List<Layer> layers, Merge merge) {
    var kept = new ArrayList<Layer>(layers.size());
    for (Layer layer : layers) {
      if (!layer.variables().isEmpty()) {
        kept.add(layer);
      }
    }
    this.layers = kept;
    this.merge = merge;
  }

  /// The layers that are not empty, weakest first.
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  @Override
  public Value lookup(String name) {
    var key = Str.of(name);
    for (int i = layers.size() - 1; i >= 0; i--) {
      Value found = layers.get(i).variables().entries().get(key);
      if (found != null) {
        return merge == Merge.MERGE && found instanceof Dict d
            ? mergedBelow(key, d, i)
            : PasswordVariables.marked(name, found);
      }
    }
    return Undefined.of(name);
  }

  private Value mergedBelow(Str key, Dict strong, int from) {
    Dict result = strong;
    for (int i = from - 1; i >= 0; i--) {
      Value below = layers.get(i).variables().entries().get(key);
      if (below instanceof Dict weak) {
        result = merge.join(weak, result);
      } else if (below != null) {
        break;
      }
    }
    return result;
  }

  @Override
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (Layer layer : layers) {
      for (Value key : layer.variables().keys()) {
        if (key instanceof Str s) {
          names.add(s.text());
        }
      }
    }
    return names;
  }

  /// All variables as one mapping, for the magic `vars`: as they are written. Without `vars`, as a
  /// whole that held itself would have no end, and what ansible-core 2.18 adds later.
  public Dict flattened() {
    var all = new LinkedHashMap<Value, Value>();
    for (Layer layer : layers) {
      for (Value key : layer.variables().keys()) {
        if (key instanceof Str s && !NOT_IN_VARS.contains(s.text())) {
          all.computeIfAbsent(s, k -> lookup(s.text()));
        }
      }
    }
    return new Dict(new WrittenVariables(all), Tag.NONE);
  }

  /// A mapping whose content is made when it is first looked into.
  public static Dict lazily(Supplier<Dict> content) {
    return new Dict(new LazyMap(content), Tag.NONE);
  }
}
