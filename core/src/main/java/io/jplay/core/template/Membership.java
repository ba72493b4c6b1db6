package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A set of values by Python's equality: texts are looked up, others compared one by one, so that
/// 1, 1.0 and True are one and lists may be in it.
final class Membership {
  private final Set<String> texts = new HashSet<>();
  private final Set<Long> numbers = new HashSet<>();
  private final List<Value> others = new ArrayList<>();

  static Membership of(Collection<Value> values) {
    var all = new Membership();
    values.forEach(all::add);
    return all;
  }

  /// Whether it was not there before.
  boolean add(Value value) {
    if (value instanceof Str s) {
      return texts.add(s.text());
    }
    if (isWhole(value)) {
      return numbers.add(whole(value));
    }
    if (contains(value)) {
      return false;
    }
    others.add(PythonOps.require(value));
    return true;
  }

  boolean contains(Value value) {
    if (value instanceof Str s) {
      return texts.contains(s.text());
    }
    if (isWhole(value)) {
      return numbers.contains(whole(value));
    }
    return others.stream().anyMatch(v -> PythonOps.equal(v, value));
  }

  private static boolean isWhole(Value value) {
    return switch (value) {
      case Int i -> i.isSmall();
      case Bool b -> true;
      case Real r -> r.value() == Math.rint(r.value()) && Math.abs(r.value()) < 1L << 53;
      default -> false;
    };
  }

  private static long whole(Value value) {
    return value instanceof Real r ? (long) r.value() : PythonNumbers.big(value).longValue();
  }
}
