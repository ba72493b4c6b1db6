package io.jplay.core.template;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What was read already, by text. Grows to a limit and is emptied then: the texts of playbooks are
/// few, so that only a run over very many generated ones gets there.
final class TreeCache<K, V> {
  private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();
  private final int limit;

  TreeCache(int limit) {
    this.limit = limit;
  }

  V get(K key, Function<K, V> read) {
    V known = entries.get(key);
    if (known != null) {
      return known;
    }
    V made = read.apply(key);
    if (entries.size() >= limit) {
      entries.clear();
    }
    entries.put(key, made);
    return made;
  }
}
