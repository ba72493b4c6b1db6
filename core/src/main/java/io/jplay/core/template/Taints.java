package io.jplay.core.template;

import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;

/// Joins what must be remembered about values when something is made of them.
public final class Taints {
  private static final Tag SECRET_REMOTE = Tag.NONE.with(Taint.SECRET_REMOTE);

  private Taints() {}

  /// The tag, without an origin, of a value that was computed.
  public static Tag tag(Taint taint) {
    return switch (taint) {
      case NONE -> Tag.NONE;
      case SECRET -> Tag.SECRET;
      case REMOTE -> Tag.REMOTE;
      case SECRET_REMOTE -> SECRET_REMOTE;
    };
  }

  /// The tag of a value computed from two others.
  public static Tag join(Value a, Value b) {
    return tag(a.taint().and(b.taint()));
  }

  /// The same value with this taint added; the value itself when it has it already.
  public static Value add(Value value, Taint taint) {
    if (taint == Taint.NONE || value.taint().and(taint) == value.taint()) {
      return value;
    }
    return value.withTag(value.tag().with(taint));
  }

  /// The value with this taint added to it and to everything in it.
  public static Value addDeep(Value value, Taint taint) {
    if (taint == Taint.NONE) {
      return value;
    }
    return switch (value) {
      case Seq s ->
          new Seq(
              s.items().stream().map(item -> addDeep(item, taint)).toList(),
              s.kind(),
              s.tag().with(taint));
      case Dict d -> {
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((k, v) -> map.put(addDeep(k, taint), addDeep(v, taint)));
        yield new Dict(map, d.tag().with(taint));
      }
      case Deferred d -> addDeep(d.force(), taint);
      default -> add(value, taint);
    };
  }

  /// The taint of a value and of everything in it: that of its text.
  public static Taint deep(Value value) {
    return switch (value) {
      case Seq s -> {
        Taint taint = s.taint();
        for (Value item : s.items()) {
          if (taint == Taint.SECRET_REMOTE) {
            break;
          }
          taint = taint.and(deep(item));
        }
        yield taint;
      }
      case Dict d -> {
        Taint taint = d.taint();
        for (var entry : d.entries().entrySet()) {
          if (taint == Taint.SECRET_REMOTE) {
            break;
          }
          taint = taint.and(entry.getKey().taint()).and(deep(entry.getValue()));
        }
        yield taint;
      }
      case Deferred d -> deep(d.force());
      default -> value.taint();
    };
  }
}
