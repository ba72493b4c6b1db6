package io.jplay.core.vars;

import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables as the magic `vars` shows them: templates in them are texts, at any depth (like
/// ansible-core 2.18 template/vars.py). They count as from outside, which for Ansible all that
/// comes out of `vars` does, because something in it nearly always is. Used by one thread.
final class WrittenVariables extends AbstractMap<Value, Value> {
  private final Map<Value, Value> raw;

  WrittenVariables(Map<Value, Value> raw) {
    this.raw = raw;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    Value value = raw.get(key);
    return value == null ? null : Template.asWritten(value);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return raw.containsKey(key);
  }

  @Override
  public Set<Entry<Value, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<Value, Value>> iterator() {
        return raw.entrySet().stream()
            .<Entry<Value, Value>>map(e -> Map.entry(e.getKey(), Template.asWritten(e.getValue())))
            .iterator();
      }

      @Override
      public int size() {
        return raw.size();
      }
    };
  }
}
