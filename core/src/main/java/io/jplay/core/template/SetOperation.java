package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What ansible's filters do with two lists as sets.
enum SetOperation {
  UNION {
    @Override
    PythonSet ofNumbers(PythonSet a, PythonSet b) {
      return a.union(b);
    }

    @Override
    List<Value> ofSets(List<Value> a, List<Value> b) {
      var all = new ArrayList<>(a);
      all.addAll(b);
      return distinct(all, v -> true);
    }

    @Override
    List<Value> ofLists(Value a, Value b) {
      return distinct(PythonOps.iterate(PythonOperators.add(a, b)), v -> true);
    }
  },
  INTERSECTION {
    @Override
    PythonSet ofNumbers(PythonSet a, PythonSet b) {
      return a.intersection(b);
    }

    @Override
    List<Value> ofSets(List<Value> a, List<Value> b) {
      return distinct(a, Membership.of(b)::contains);
    }

    @Override
    List<Value> ofLists(Value a, Value b) {
      return distinct(PythonOps.iterate(a), in(b));
    }
  },
  DIFFERENCE {
    @Override
    PythonSet ofNumbers(PythonSet a, PythonSet b) {
      return a.difference(b);
    }

    @Override
    List<Value> ofSets(List<Value> a, List<Value> b) {
      var other = Membership.of(b);
      return distinct(a, v -> !other.contains(v));
    }

    @Override
    List<Value> ofLists(Value a, Value b) {
      return distinct(PythonOps.iterate(a), in(b).negate());
    }
  },
  SYMMETRIC_DIFFERENCE {
    @Override
    PythonSet ofNumbers(PythonSet a, PythonSet b) {
      return a.symmetricDifference(b);
    }

    @Override
    List<Value> ofSets(List<Value> a, List<Value> b) {
      var left = new ArrayList<>(DIFFERENCE.ofSets(a, b));
      left.addAll(DIFFERENCE.ofSets(b, a));
      return left;
    }

    @Override
    List<Value> ofLists(Value a, Value b) {
      var both = Membership.of(INTERSECTION.ofLists(a, b));
      return new ArrayList<>(UNION.ofLists(a, b).stream().filter(v -> !both.contains(v)).toList());
    }
  };

  /// Of whole numbers, which come in Python's order.
  abstract PythonSet ofNumbers(PythonSet a, PythonSet b);

  /// Of elements that can be hashed; in the order of the lists.
  abstract List<Value> ofSets(List<Value> a, List<Value> b);

  /// Of two values whose elements are only compared, by Python's `in` and `+`.
  abstract List<Value> ofLists(Value a, Value b);

  /// Python's `in`, which is asked for many elements: only texts and mappings answer in their own
  /// way.
  private static Predicate<Value> in(Value container) {
    return container instanceof Seq s
        ? Membership.of(s.items())::contains
        : item -> PythonOps.contains(container, item);
  }

  private static List<Value> distinct(List<Value> items, Predicate<Value> wanted) {
    var seen = new Membership();
    return new ArrayList<>(items.stream().filter(wanted).filter(seen::add).toList());
  }
}
