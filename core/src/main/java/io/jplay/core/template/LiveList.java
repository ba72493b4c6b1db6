package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// The items of a list that a template made itself and may still change (`l.append(x)`); everybody
/// else sees a list that cannot be changed. Owned by the thread of the run, and no longer changed
/// once the run has ended.
final class LiveList extends AbstractList<Value> implements Seq.Live, RandomAccess {
  private final List<Value> items;

  LiveList(int capacity) {
    items = new ArrayList<>(capacity);
  }

  LiveList(List<Value> items) {
    this.items = new ArrayList<>(items);
  }

  /// The list to change.
  List<Value> items() {
    return items;
  }

  void append(Value value) {
    items.add(value);
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
