package io.jplay.core.vars;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A map that is made when it is first looked into; threads that do so at once each make one.
final class LazyMap extends AbstractMap<Value, Value> {
  private final Supplier<Dict> content;
  private volatile @Nullable Map<Value, Value> made;

  LazyMap(Supplier<Dict> content) {
    this.content = content;
  }

  private Map<Value, Value> made() {
    var map = made;
    if (map == null) {
      map = content.get().entries();
      made = map;
    }
    return map;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    return made().get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return made().containsKey(key);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Set<Entry<Value, Value>> entrySet() {
    return made().entrySet();
  }
}
