package io.jplay.core.template;

import io.burt.jmespath.Adapter;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.JmesPathType;
import io.burt.jmespath.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `[start:stop:step]` as Python slices lists: null of what is none, and without the nulls that are
/// in it, since it is a projection. (The library's own fails on empty lists.)
final class JsonQuerySlice<T> extends Node<T> {
  private final @Nullable Integer start;
  private final @Nullable Integer stop;
  private final int step;

  JsonQuerySlice(
      Adapter<T> runtime, @Nullable Integer start, @Nullable Integer stop, @Nullable Integer step) {
    super(runtime);
    this.start = start;
    this.stop = stop;
    this.step = step == null ? 1 : step;
    if (this.step == 0) {
      throw new JmesPathException("Step in array slice cannot be 0");
    }
  }

  @Override
  public T search(T input) {
    if (runtime.typeOf(input) != JmesPathType.ARRAY) {
      return runtime.createNull();
    }
    List<T> items = runtime.toList(input);
    int last = items.size() - 1;
    boolean forward = step > 0;
    long from = place(start, forward ? 0 : last, items.size(), forward);
    long to = place(stop, forward ? items.size() : -1, items.size(), forward);
    var chosen = new ArrayList<T>();
    for (long i = from; forward ? i < to : i > to; i += step) {
      T item = items.get((int) i);
      if (runtime.typeOf(item) != JmesPathType.NULL) {
        chosen.add(item);
      }
    }
    return runtime.createArray(chosen);
  }

  /// An end of the slice, kept within the list.
  private static long place(@Nullable Integer given, long otherwise, int size, boolean forward) {
    if (given == null) {
      return otherwise;
    }
    long at = given < 0 ? (long) given + size : given;
    return forward ? Math.clamp(at, 0, size) : Math.clamp(at, -1, size - 1);
  }

  @Override
  protected boolean internalEquals(Object other) {
    return other instanceof JsonQuerySlice<?> o
        && Objects.equals(start, o.start)
        && Objects.equals(stop, o.stop)
        && step == o.step;
  }

  @Override
  protected int internalHashCode() {
    return Objects.hash(start, stop, step);
  }
}
