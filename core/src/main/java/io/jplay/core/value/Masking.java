package io.jplay.core.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Hides secrets for a sink (terminal, journal, report): by taint, never by searching texts.
public final class Masking {
  private Masking() {}

  /// The value with everything secret in it replaced by stars, at any depth.
  public static Value masked(Value value) {
    if (value.isSecret()) {
      return Str.of(Secret.MASK);
    }
    return switch (value) {
      case Dict d -> {
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((k, v) -> map.put(masked(k), masked(v)));
        yield new Dict(map, d.tag());
      }
      case Seq s -> {
        var list = new ArrayList<Value>(s.size());
        s.items().forEach(item -> list.add(masked(item)));
        yield new Seq(list, s.kind(), s.tag());
      }
      case Vaulted v -> Str.of(Secret.MASK);
      case Deferred d -> masked(d.force());
      default -> value;
    };
  }
}
