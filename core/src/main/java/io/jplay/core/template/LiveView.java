package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// What `keys()`, `values()` or `items()` of a mapping that may still change were when they were
/// asked for: a loop over it watches whether the mapping changes meanwhile.
final class LiveView extends AbstractList<Value> implements Seq.Live, RandomAccess {
  private final List<Value> items;
  private final LiveMap source;

  LiveView(List<Value> items, LiveMap source) {
    this.items = List.copyOf(items);
    this.source = source;
  }

  LiveMap source() {
    return source;
  }

  @Override
  public Value get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
