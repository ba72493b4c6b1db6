package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.AbstractList;

/// The items of the tuple that `groupby` gives: what the group has in common and its members, also
/// by the names `grouper` and `list`.
final class GroupTuple extends AbstractList<Value> implements Seq.Live {
  private final Value grouper;
  private final Seq members;

  GroupTuple(Value grouper, Seq members) {
    this.grouper = grouper;
    this.members = members;
  }

  @Override
  public Value get(int index) {
    return switch (index) {
      case 0 -> grouper;
      case 1 -> members;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public int size() {
    return 2;
  }

  /// The index of a name; -1 when it is none.
  static int index(String name) {
    return switch (name) {
      case "grouper" -> 0;
      case "list" -> 1;
      default -> -1;
    };
  }
}
