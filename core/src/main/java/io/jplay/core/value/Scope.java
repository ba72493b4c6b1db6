package io.jplay.core.value;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Variables by name, as one reader sees them. Values are raw: a [Template] among them is rendered
/// by the reader when it is used. Reading may compute (lazily merged hostvars), never blocks on a
/// host. Safe for the thread that owns it.
public interface Scope {
  /// The value, or an [Undefined] of that name.
  Value lookup(String name);

  /// All names that are defined, those of weaker variables first.
  Set<String> names();

  Scope EMPTY =
      new Scope() {
        @Override
        public Value lookup(String name) {
          return Undefined.of(name);
        }

        @Override
        public Set<String> names() {
          return Set.of();
        }
      };

  /// This scope with other names laid over it.
  default Scope with(Map<String, ? extends Value> over) {
    if (over.isEmpty()) {
      return this;
    }
    var base = this;
    return new Scope() {
      @Override
      public Value lookup(String name) {
        Value own = over.get(name);
        return own != null ? own : base.lookup(name);
      }

      @Override
      public Set<String> names() {
        var all = new LinkedHashSet<>(base.names());
        all.addAll(over.keySet());
        return all;
      }
    };
  }
}
