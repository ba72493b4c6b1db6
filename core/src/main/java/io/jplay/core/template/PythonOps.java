package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Truth, equality, order, membership, iteration and slices of values as Python has them; operators
/// are in [PythonOperators], numbers in [PythonNumbers]. Works on finished values; where it looks
/// into containers they must be finished at every depth ([Evaluation#finishDeep]). Fails by
/// [PythonError].
public final class PythonOps {
  private PythonOps() {}

  /// Fails when the value is undefined, as every use of an undefined value does; but for that of `a
  /// if b` without `else`, which is an empty text and list.
  public static Value require(Value value) {
    if (value instanceof Undefined u && !TemplateRun.isSilent(u)) {
      throw PythonError.undefined(u);
    }
    return value;
  }

  /// Fails when the value is undefined in any way: no attributes, no sums, no order.
  static Value defined(Value value) {
    if (value instanceof Undefined u) {
      throw PythonError.undefined(u);
    }
    return value;
  }

  /// `bool(value)`.
  public static boolean truth(Value value) {
    return switch (value) {
      case Bool b -> b.value();
      case Str s -> !s.text().isEmpty();
      case Int i -> !i.isSmall() || i.longValue() != 0;
      case Null n -> false;
      case Seq s -> !s.items().isEmpty();
      case Dict d -> !d.entries().isEmpty();
      case Real r -> r.value() != 0;
      case Template t -> !t.text().isEmpty();
      case Undefined u -> {
        if (TemplateRun.isSilent(u)) {
          yield false;
        }
        throw PythonError.undefined(u);
      }
      case Omit o -> true;
      case Vaulted v -> !v.ciphertext().isEmpty();
      case Deferred d -> truth(d.force());
      case Foreign f -> true;
    };
  }

  /// `a == b`: 1, 1.0 and True are equal; a list and a tuple are not.
  public static boolean equal(Value a, Value b) {
    if (a instanceof Undefined || b instanceof Undefined) {
      require(a);
      require(b);
      return a instanceof Undefined && b instanceof Undefined;
    }
    return switch (a) {
      case Str s -> b instanceof Str t && s.text().equals(t.text());
      case Int i -> PythonNumbers.isNumber(b) && PythonNumbers.equal(i, b);
      case Bool i -> PythonNumbers.isNumber(b) && PythonNumbers.equal(i, b);
      case Real i -> PythonNumbers.isNumber(b) && PythonNumbers.equal(i, b);
      case Seq s -> b instanceof Seq t && s.kind() == t.kind() && equalItems(s, t);
      case Dict d -> b instanceof Dict e && equalEntries(d, e);
      case Deferred d -> equal(d.force(), b);
      default -> b instanceof Deferred d ? equal(a, d.force()) : a.equals(b);
    };
  }

  private static boolean equalItems(Seq a, Seq b) {
    if (a.size() != b.size()) {
      return false;
    }
    if (a.kind() == Seq.Kind.SET) {
      return new HashSet<>(a.items()).equals(new HashSet<>(b.items()));
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.at(i), b.at(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalEntries(Dict a, Dict b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (var entry : a.entries().entrySet()) {
      var other = find(b, entry.getKey());
      if (other.isEmpty() || !equal(entry.getValue(), other.get())) {
        return false;
      }
    }
    return true;
  }

  /// Python's order of two values: negative, zero or positive. `operator` is for the message of the
  /// TypeError when they have none.
  public static int compare(Value a, Value b, String operator) {
    require(a);
    require(b);
    if (PythonNumbers.isNumber(a) && PythonNumbers.isNumber(b)) {
      return PythonNumbers.compare(a, b);
    }
    if (a instanceof Str s && b instanceof Str t) {
      return compareTexts(s.text(), t.text());
    }
    if (a instanceof Seq s && b instanceof Seq t && s.kind() == t.kind()) {
      return compareItems(s, t, operator);
    }
    if (a instanceof Deferred d) {
      return compare(d.force(), b, operator);
    }
    if (b instanceof Deferred d) {
      return compare(a, d.force(), operator);
    }
    if (a instanceof Foreign f && a instanceof Ordered o && b instanceof Foreign g) {
      if (f.typeName().equals(g.typeName())) {
        return o.compareWith(g);
      }
    }
    throw PythonError.type(
        "'%s' not supported between instances of '%s' and '%s'"
            .formatted(operator, PythonText.typeName(a), PythonText.typeName(b)));
  }

  private static int compareItems(Seq a, Seq b, String operator) {
    int size = Math.min(a.size(), b.size());
    for (int i = 0; i < size; i++) {
      if (!equal(a.at(i), b.at(i))) {
        return compare(a.at(i), b.at(i), operator);
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /// By code point, where Java compares UTF-16 units.
  public static int compareTexts(String a, String b) {
    int size = Math.min(a.length(), b.length());
    for (int i = 0; i < size; i++) {
      char c = a.charAt(i);
      char d = b.charAt(i);
      if (c != d) {
        boolean surrogate = Character.isSurrogate(c);
        return surrogate == Character.isSurrogate(d) ? c - d : surrogate ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /// `item in container`.
  public static boolean contains(Value container, Value item) {
    return switch (require(container)) {
      case Str s -> {
        if (!(item instanceof Str part)) {
          String type = item instanceof Undefined ? "AnsibleUndefined" : PythonText.typeName(item);
          throw PythonError.type("'in <string>' requires string as left operand, not " + type);
        }
        yield s.text().contains(part.text());
      }
      case Dict d when d.isComputed() -> d.entries().containsKey(hashable(item));
      case Dict d -> find(d, hashable(item)).isPresent();
      case Seq s -> {
        require(item);
        for (Value each : s.items()) {
          if (equal(each, item)) {
            yield true;
          }
        }
        yield false;
      }
      case Undefined u -> false;
      case Deferred d -> contains(d.force(), item);
      case Foreign f when f instanceof Iterable<?> -> contains(Seq.of(iterate(f)), item);
      default ->
          throw PythonError.type(
              "argument of type '" + PythonText.typeName(container) + "' is not iterable");
    };
  }

  /// The entry of a mapping under a key, where 1, 1.0 and True are the same key.
  public static Optional<Value> find(Dict dict, Value key) {
    Value found = dict.entries().get(key);
    if (found == null && PythonNumbers.isNumber(key)) {
      for (var entry : dict.entries().entrySet()) {
        if (PythonNumbers.isNumber(entry.getKey()) && PythonNumbers.equal(entry.getKey(), key)) {
          return Optional.of(entry.getValue());
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /// The value as a key of a mapping; lists and mappings have no hash.
  public static Value hashable(Value key) {
    if (!isHashable(require(key))) {
      throw PythonError.type("unhashable type: '" + PythonText.typeName(key) + "'");
    }
    return key;
  }

  static boolean isHashable(Value key) {
    return !(key instanceof Dict || key instanceof Seq s && s.kind() != Seq.Kind.TUPLE);
  }

  /// The elements as a `for` loop sees them: characters of a text, keys of a mapping, items of a
  /// list. Elements take on the taint of what they came out of.
  public static List<Value> iterate(Value value) {
    return switch (require(value)) {
      case Seq s -> s.tag().taint() == Taint.NONE ? s.items() : tainted(s);
      case Dict d -> List.copyOf(d.entries().keySet());
      case Str s -> {
        var list = new ArrayList<Value>(s.text().length());
        s.text().codePoints().forEach(c -> list.add(new Str(Character.toString(c), s.tag())));
        yield list;
      }
      case Undefined u -> List.of();
      case Deferred d -> iterate(d.force());
      case Foreign f when f instanceof Iterable<?> items -> {
        var list = new ArrayList<Value>();
        items.forEach(item -> list.add((Value) item));
        yield list;
      }
      default ->
          throw PythonError.type("'" + PythonText.typeName(value) + "' object is not iterable");
    };
  }

  private static List<Value> tainted(Seq seq) {
    var list = new ArrayList<Value>(seq.size());
    for (Value item : seq.items()) {
      list.add(Taints.add(item, seq.taint()));
    }
    return list;
  }

  /// Whether [#iterate] takes it.
  public static boolean isIterable(Value value) {
    return switch (value) {
      case Seq s -> true;
      case Dict d -> true;
      case Str s -> true;
      case Undefined u -> true;
      case Deferred d -> isIterable(d.force());
      case Foreign f -> f instanceof Iterable<?>;
      default -> false;
    };
  }

  /// `len(value)`; texts count code points.
  public static int length(Value value) {
    return switch (require(value)) {
      case Str s -> s.text().codePointCount(0, s.text().length());
      case Seq s -> s.size();
      case Dict d -> d.size();
      case Undefined u -> 0;
      case Deferred d -> length(d.force());
      case Foreign f when f instanceof Iterable<?> -> iterate(f).size();
      default ->
          throw PythonError.type(
              "object of type '" + PythonText.typeName(value) + "' has no len()");
    };
  }

  /// `value[start:stop:step]` of a text, list or tuple; absent bounds are [Null].
  public static Value slice(Value value, Value start, Value stop, Value step) {
    int size = length(value);
    long by = step instanceof Null ? 1 : sliceIndex(step);
    if (by == 0) {
      throw PythonError.value("slice step cannot be zero");
    }
    boolean up = by > 0;
    long low = bound(start, size, up ? 0 : size - 1, up ? 0 : -1, up ? size : size - 1);
    long high = bound(stop, size, up ? size : -1, up ? 0 : -1, up ? size : size - 1);
    if (value instanceof Str s) {
      return new Str(sliceText(s.text(), size, low, high, by), s.tag());
    }
    List<Value> items = iterate(value);
    if (by == 1) {
      return sameKind(value, new ArrayList<>(items.subList((int) low, (int) Math.max(low, high))));
    }
    var list = new ArrayList<Value>();
    for (long i = low; up ? i < high : i > high; i += by) {
      list.add(items.get((int) i));
    }
    return sameKind(value, list);
  }

  private static Value sameKind(Value like, List<Value> items) {
    return new Seq(items, like instanceof Seq s ? s.kind() : Seq.Kind.LIST, like.tag());
  }

  private static long bound(Value bound, int size, long absent, long least, long most) {
    if (bound instanceof Null) {
      return absent;
    }
    long at = sliceIndex(bound);
    return Math.clamp(at < 0 ? at + size : at, least, most);
  }

  private static long sliceIndex(Value index) {
    if (!(require(index) instanceof Int || index instanceof Bool)) {
      throw PythonError.type("slice indices must be integers or None or have an __index__ method");
    }
    return PythonNumbers.index(index);
  }

  private static String sliceText(String text, int size, long low, long high, long by) {
    boolean simple = size == text.length();
    if (by == 1) {
      if (high <= low) {
        return "";
      }
      int from = simple ? (int) low : text.offsetByCodePoints(0, (int) low);
      int to = simple ? (int) high : text.offsetByCodePoints(from, (int) (high - low));
      return text.substring(from, to);
    }
    int[] points = text.codePoints().toArray();
    var out = new StringBuilder();
    for (long i = low; by > 0 ? i < high : i > high; i += by) {
      out.appendCodePoint(points[(int) i]);
    }
    return out.toString();
  }

  /// Foreign values with an order of their own (dates).
  public interface Ordered {
    int compareWith(Foreign other);
  }
}
