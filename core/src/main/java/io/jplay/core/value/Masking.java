package io.jplay.core.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Predicate;

/// Hides secrets for a sink (terminal, journal, report) by taint; [KnownSecrets] searches texts.
public final class Masking {
  private Masking() {}

  /// The value with everything secret in it replaced by stars, at any depth.
  public static Value masked(Value value) {
    return masked(value, _ -> true);
  }

  /// As [#masked(Value)], without the entries whose keys are not to be shown.
  public static Value masked(Value value, Predicate<Value> isShown) {
    if (value.isSecret()) {
      return Str.of(Secret.MASK);
    }
    return switch (value) {
      case Dict d -> {
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries()
            .forEach((k, v) -> {
              if (isShown.test(k)) {
                map.put(masked(k, isShown), masked(v, isShown));
              }
            });
        yield new Dict(map, d.tag());
      }
      case Seq s -> {
        var list = new ArrayList<Value>(s.size());
        s.items().forEach(item -> list.add(masked(item, isShown)));
        yield new Seq(list, s.kind(), s.tag());
      }
      case Vaulted v -> Str.of(Secret.MASK);
      case Deferred d -> masked(d.force(), isShown);
      default -> value;
    };
  }
}
