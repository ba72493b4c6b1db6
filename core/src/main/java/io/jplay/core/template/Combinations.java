package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Filters that join lists: as sets, side by side, and in every combination.
final class Combinations {
  private Combinations() {}

  static Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    return switch (name) {
      case "union" -> sets(Call.of(name, input, args, eval, "b"), SetOperation.UNION);
      case "intersect" -> sets(Call.of(name, input, args, eval, "b"), SetOperation.INTERSECTION);
      case "difference" -> sets(Call.of(name, input, args, eval, "b"), SetOperation.DIFFERENCE);
      case "symmetric_difference" ->
          sets(Call.of(name, input, args, eval, "b"), SetOperation.SYMMETRIC_DIFFERENCE);
      case "zip" -> {
        var c = Call.open(name, input, args, eval).allowing("strict");
        List<List<Value>> lists = lists(c);
        Value strict = args.named().get("strict");
        if (strict != null && PythonOps.truth(strict)) {
          requireSameSizes(lists);
        }
        yield zip(lists, false, Null.NULL);
      }
      case "zip_longest" -> {
        var c = Call.open(name, input, args, eval).allowing("fillvalue");
        Value fill = args.named().get("fillvalue");
        yield zip(lists(c), true, fill == null ? Null.NULL : fill);
      }
      case "product" -> product(Call.open(name, input, args, eval).allowing("repeat"));
      case "permutations" -> chosen(Call.of("permutations", input, args, eval, "r"), false);
      case "combinations" -> chosen(Call.of("combinations", input, args, eval, "r"), true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// An operation of two sets, and what it is where a list or mapping among the elements keeps them
  /// from being sets.
  private static Value sets(Call c, SetOperation operation) {
    Value left = c.eval().finishDeep(c.input());
    Value right = c.eval().finishDeep(c.require(0));
    Optional<List<Value>> a = elements(left);
    Optional<List<Value>> b = elements(right);
    if (a.isEmpty() || b.isEmpty()) {
      return Call.list(operation.ofLists(left, right));
    }
    return Call.list(
        PythonSet.orders(a.get()) && PythonSet.orders(b.get())
            ? operation.ofNumbers(PythonSet.of(a.get()), PythonSet.of(b.get())).values()
            : operation.ofSets(a.get(), b.get()));
  }

  /// The elements as those of a set; empty where they cannot be hashed.
  private static Optional<List<Value>> elements(Value container) {
    if (!PythonOps.isIterable(PythonOps.require(container))) {
      return Optional.empty();
    }
    List<Value> items = PythonOps.iterate(container);
    items.forEach(PythonOps::require);
    return items.stream().allMatch(PythonOps::isHashable) ? Optional.of(items) : Optional.empty();
  }

  private static List<List<Value>> lists(Call c) {
    var lists = new ArrayList<List<Value>>();
    lists.add(c.items());
    c.args().positional().forEach(v -> lists.add(c.items(v)));
    return lists;
  }

  private static Value zip(List<List<Value>> lists, boolean longest, Value fill) {
    var sizes = lists.stream().mapToInt(List::size);
    int rows = longest ? sizes.max().orElse(0) : sizes.min().orElse(0);
    var out = new ArrayList<Value>(rows);
    for (int i = 0; i < rows; i++) {
      var row = new ArrayList<Value>(lists.size());
      for (List<Value> list : lists) {
        row.add(i < list.size() ? list.get(i) : fill);
      }
      out.add(tuple(row));
    }
    return Call.list(out);
  }

  private static void requireSameSizes(List<List<Value>> lists) {
    int size = lists.getFirst().size();
    for (int i = 1; i < lists.size(); i++) {
      if (lists.get(i).size() != size) {
        String before = i == 1 ? "argument 1" : "arguments 1-" + i;
        throw PythonError.value(
            "zip() argument %d is %s than %s"
                .formatted(i + 1, lists.get(i).size() < size ? "shorter" : "longer", before));
      }
    }
  }

  private static Seq tuple(List<Value> items) {
    return new Seq(items, Seq.Kind.TUPLE, Tag.NONE);
  }

  private static Value product(Call c) {
    Value repeat = c.args().named().get("repeat");
    int times = repeat == null ? 1 : (int) PythonNumbers.index(repeat);
    var once = lists(c);
    var lists = new ArrayList<List<Value>>();
    for (int i = 0; i < times; i++) {
      lists.addAll(once);
    }
    return Call.list(product(lists));
  }

  /// Every row with one element of each list, the last changing first.
  static List<Value> product(List<List<Value>> lists) {
    BigInteger size = BigInteger.ONE;
    for (List<Value> list : lists) {
      size = size.multiply(BigInteger.valueOf(list.size()));
    }
    Limits.checkCount(size.multiply(BigInteger.valueOf(Math.max(1, lists.size()))));
    List<List<Value>> rows = List.of(List.of());
    for (List<Value> list : lists) {
      var next = new ArrayList<List<Value>>(rows.size() * list.size());
      for (List<Value> row : rows) {
        for (Value item : list) {
          var longer = new ArrayList<>(row);
          longer.add(item);
          next.add(longer);
        }
      }
      rows = next;
    }
    return new ArrayList<>(rows.stream().map(Combinations::tuple).toList());
  }

  private static Value chosen(Call c, boolean combinations) {
    List<Value> items = c.items();
    boolean all = !combinations && c.get(0) instanceof Null;
    int r = all ? items.size() : (int) PythonNumbers.index(c.require(0));
    if (r < 0) {
      throw PythonError.value("r must be non-negative");
    }
    BigInteger rows = BigInteger.ONE;
    for (int i = 0; i < r; i++) {
      rows = rows.multiply(BigInteger.valueOf(Math.max(0, items.size() - i)));
      rows = combinations ? rows.divide(BigInteger.valueOf(i + 1L)) : rows;
    }
    Limits.checkCount(rows.multiply(BigInteger.valueOf(Math.max(1, r))));
    var out = new ArrayList<Value>();
    choose(items, r, combinations, new ArrayList<>(), out);
    return Call.list(out);
  }

  private static void choose(
      List<Value> items, int r, boolean ordered, List<Integer> chosen, List<Value> out) {
    if (chosen.size() == r) {
      out.add(tuple(new ArrayList<>(chosen.stream().map(items::get).toList())));
      return;
    }
    int from = ordered && !chosen.isEmpty() ? chosen.getLast() + 1 : 0;
    for (int i = from; i < items.size(); i++) {
      if (!chosen.contains(i)) {
        chosen.add(i);
        choose(items, r, ordered, chosen, out);
        chosen.removeLast();
      }
    }
  }
}
