package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;

/// `+`, `-` and `*` of any two values as Python has them. Results take on the taints of both; those
/// that would be too large are refused before they are made. Fails by [PythonError].
public final class PythonOperators {
  private PythonOperators() {}

  /// `a + b`.
  public static Value add(Value a, Value b) {
    if (a instanceof Int i && b instanceof Int j && i.isSmall() && j.isSmall()) {
      long sum = i.longValue() + j.longValue();
      if (((i.longValue() ^ sum) & (j.longValue() ^ sum)) >= 0) {
        return Int.of(sum, Taints.join(a, b));
      }
    }
    PythonOps.defined(a);
    PythonOps.defined(b);
    if (a instanceof Str s) {
      if (b instanceof Str t) {
        return new Str(s.text() + t.text(), Taints.join(a, b));
      }
      throw PythonError.type(
          "can only concatenate str (not \"" + PythonText.typeName(b) + "\") to str");
    }
    if (PythonNumbers.isNumber(a) && PythonNumbers.isNumber(b)) {
      return PythonNumbers.add(a, b);
    }
    if (a instanceof Seq s && s.kind() != Seq.Kind.SET) {
      String type = PythonText.typeName(a);
      if (b instanceof Seq t && t.kind() == s.kind()) {
        var list = new ArrayList<Value>(s.size() + t.size());
        list.addAll(PythonOps.iterate(s));
        list.addAll(PythonOps.iterate(t));
        return new Seq(list, s.kind(), Taints.join(a, b));
      }
      throw PythonError.type(
          "can only concatenate %s (not \"%s\") to %s"
              .formatted(type, PythonText.typeName(b), type));
    }
    if (a instanceof Arithmetic x) {
      return x.plus(b);
    }
    throw PythonNumbers.unsupported("+", a, b);
  }

  /// `a - b`.
  public static Value subtract(Value a, Value b) {
    PythonOps.defined(a);
    PythonOps.defined(b);
    if (PythonNumbers.isNumber(a) && PythonNumbers.isNumber(b)) {
      return PythonNumbers.subtract(a, b);
    }
    if (a instanceof Seq s
        && s.kind() == Seq.Kind.SET
        && b instanceof Seq t
        && t.kind() == Seq.Kind.SET) {
      var other = new HashSet<>(t.items());
      return new Seq(
          s.items().stream().filter(v -> !other.contains(v)).toList(), s.kind(), Taints.join(a, b));
    }
    if (a instanceof Arithmetic x) {
      return x.minus(b);
    }
    throw PythonNumbers.unsupported("-", a, b);
  }

  /// `a * b`.
  public static Value multiply(Value a, Value b) {
    PythonOps.defined(a);
    PythonOps.defined(b);
    if (PythonNumbers.isNumber(a) && PythonNumbers.isNumber(b)) {
      return PythonNumbers.multiply(a, b);
    }
    if (PythonNumbers.isInteger(a) && (b instanceof Str || b instanceof Seq)) {
      return repeat(b, a);
    }
    if (PythonNumbers.isInteger(b) && (a instanceof Str || a instanceof Seq)) {
      return repeat(a, b);
    }
    if (a instanceof Str || a instanceof Seq s && s.kind() != Seq.Kind.SET) {
      throw PythonError.type(
          "can't multiply sequence by non-int of type '" + PythonText.typeName(b) + "'");
    }
    if (b instanceof Str || b instanceof Seq s && s.kind() != Seq.Kind.SET) {
      throw PythonError.type(
          "can't multiply sequence by non-int of type '" + PythonText.typeName(a) + "'");
    }
    throw PythonNumbers.unsupported("*", a, b);
  }

  private static Value repeat(Value value, Value count) {
    long times = Math.max(0, PythonNumbers.index(count));
    return switch (value) {
      case Str s -> {
        Limits.checkSize(BigInteger.valueOf(times).multiply(BigInteger.valueOf(s.text().length())));
        yield new Str(s.text().repeat((int) times), Taints.join(value, count));
      }
      case Seq s -> {
        Limits.checkCount(BigInteger.valueOf(times).multiply(BigInteger.valueOf(s.size())));
        var list = new ArrayList<Value>();
        for (long i = 0; i < times; i++) {
          list.addAll(s.items());
        }
        yield new Seq(list, s.kind(), Taints.join(value, count));
      }
      default -> throw PythonNumbers.unsupported("*", value, count);
    };
  }

  /// Foreign values that can be added and subtracted (dates, durations).
  public interface Arithmetic {
    Value plus(Value other);

    Value minus(Value other);
  }
}
