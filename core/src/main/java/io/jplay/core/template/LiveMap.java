package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The entries of a mapping that a template made itself and may still change, as [LiveList].
final class LiveMap extends AbstractMap<Value, Value> implements Dict.Live {
  private final SequencedMap<Value, Value> entries;

  LiveMap(Map<Value, Value> entries) {
    this.entries = new LinkedHashMap<>(entries);
  }

  /// The map to change.
  SequencedMap<Value, Value> map() {
    return entries;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Set<Map.Entry<Value, Value>> entrySet() {
    return Collections.unmodifiableMap(entries).entrySet();
  }
}
