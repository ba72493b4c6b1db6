package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Python's numbers: integers without limit, floats, and truth values that count as 0 and 1.
public final class PythonNumbers {
  private static final BigInteger TWO_53 = BigInteger.ONE.shiftLeft(53);

  private PythonNumbers() {}

  public static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Real || value instanceof Bool;
  }

  /// An int or a bool.
  public static boolean isInteger(Value value) {
    return value instanceof Int || value instanceof Bool;
  }

  /// The exact value of an int or bool.
  public static BigInteger big(Value value) {
    return switch (value) {
      case Int i -> i.bigValue();
      case Bool b -> b.value() ? BigInteger.ONE : BigInteger.ZERO;
      default -> throw notAnInteger(value);
    };
  }

  /// The value of a number as a float.
  public static double real(Value value) {
    return switch (value) {
      case Int i -> i.doubleValue();
      case Bool b -> b.value() ? 1 : 0;
      case Real r -> r.value();
      default -> throw PythonError.type("must be real number, not " + PythonText.typeName(value));
    };
  }

  /// The value of an int or bool where Python wants an index or a count; beyond long it is the
  /// nearest end.
  public static long index(Value value) {
    return switch (PythonOps.defined(value)) {
      case Int i -> i.longValue();
      case Bool b -> b.value() ? 1 : 0;
      default -> throw notAnInteger(value);
    };
  }

  private static PythonError notAnInteger(Value value) {
    return PythonError.type(
        "'" + PythonText.typeName(value) + "' object cannot be interpreted as an integer");
  }

  static PythonError unsupported(String operator, Value a, Value b) {
    return PythonError.type(
        "unsupported operand type(s) for %s: '%s' and '%s'"
            .formatted(operator, PythonText.typeName(a), PythonText.typeName(b)));
  }

  static boolean equal(Value a, Value b) {
    if (a instanceof Int i && b instanceof Int j) {
      return i.equals(j);
    }
    if (a instanceof Real || b instanceof Real) {
      double x = real(a);
      double y = real(b);
      return x == y && (exact(a) && exact(b) || compare(a, b) == 0);
    }
    return big(a).equals(big(b));
  }

  static int compare(Value a, Value b) {
    if (a instanceof Real || b instanceof Real) {
      double x = real(a);
      double y = real(b);
      if (exact(a) && exact(b) || Double.isInfinite(x) || Double.isInfinite(y)) {
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
      }
      if (Double.isNaN(x) || Double.isNaN(y)) {
        return 2;
      }
      return decimal(a).compareTo(decimal(b));
    }
    if (a instanceof Int i && b instanceof Int j && i.isSmall() && j.isSmall()) {
      return Long.compare(i.longValue(), j.longValue());
    }
    return big(a).compareTo(big(b));
  }

  private static boolean exact(Value value) {
    return !(value instanceof Int i) || i.bigValue().abs().compareTo(TWO_53) <= 0;
  }

  private static BigDecimal decimal(Value value) {
    return value instanceof Real r ? new BigDecimal(r.value()) : new BigDecimal(big(value));
  }

  static Value add(Value a, Value b) {
    Tag tag = Taints.join(a, b);
    return a instanceof Real || b instanceof Real
        ? new Real(real(a) + real(b), tag)
        : Int.of(big(a).add(big(b)), tag);
  }

  static Value subtract(Value a, Value b) {
    Tag tag = Taints.join(a, b);
    return a instanceof Real || b instanceof Real
        ? new Real(real(a) - real(b), tag)
        : Int.of(big(a).subtract(big(b)), tag);
  }

  static Value multiply(Value a, Value b) {
    Tag tag = Taints.join(a, b);
    if (a instanceof Real || b instanceof Real) {
      return new Real(real(a) * real(b), tag);
    }
    BigInteger x = big(a);
    BigInteger y = big(b);
    checkBits((double) x.bitLength() + y.bitLength());
    return Int.of(x.multiply(y), tag);
  }

  private static void checkBits(double bits) {
    if (bits > Limits.INTEGER_BITS) {
      throw PythonError.limit("the integer would have more than a million digits");
    }
  }

  private static void requireNumbers(String operator, Value a, Value b) {
    PythonOps.defined(a);
    PythonOps.defined(b);
    if (!isNumber(a) || !isNumber(b)) {
      throw unsupported(operator, a, b);
    }
  }

  private static PythonError zero(String message) {
    return new PythonError(PythonError.Kind.ZERO_DIVISION, message);
  }

  /// `a / b`.
  public static Value divide(Value a, Value b) {
    requireNumbers("/", a, b);
    boolean real = a instanceof Real || b instanceof Real;
    if (real(b) == 0) {
      throw zero(real ? "float division by zero" : "division by zero");
    }
    Tag tag = Taints.join(a, b);
    if (!real && !(exact(a) && exact(b))) {
      double quotient =
          new BigDecimal(big(a))
              .divide(new BigDecimal(big(b)), MathContext.DECIMAL128)
              .doubleValue();
      if (Double.isInfinite(quotient)) {
        throw new PythonError(
            PythonError.Kind.OVERFLOW, "integer division result too large for a float");
      }
      return new Real(quotient, tag);
    }
    return new Real(real(a) / real(b), tag);
  }

  /// `a // b`: rounds down.
  public static Value floorDivide(Value a, Value b) {
    requireNumbers("//", a, b);
    Tag tag = Taints.join(a, b);
    if (a instanceof Real || b instanceof Real) {
      if (real(b) == 0) {
        throw zero("float floor division by zero");
      }
      double remainder = floorMod(real(a), real(b));
      return new Real(Math.rint((real(a) - remainder) / real(b)), tag);
    }
    if (big(b).signum() == 0) {
      throw zero("integer division or modulo by zero");
    }
    BigInteger[] parts = big(a).divideAndRemainder(big(b));
    boolean down = parts[1].signum() != 0 && parts[1].signum() != big(b).signum();
    return Int.of(down ? parts[0].subtract(BigInteger.ONE) : parts[0], tag);
  }

  /// `a % b` of numbers: the sign is that of `b`. Texts are [PythonFormat#percent].
  public static Value modulo(Value a, Value b) {
    requireNumbers("%", a, b);
    Tag tag = Taints.join(a, b);
    if (a instanceof Real || b instanceof Real) {
      if (real(b) == 0) {
        throw zero("float modulo");
      }
      return new Real(floorMod(real(a), real(b)), tag);
    }
    BigInteger divisor = big(b);
    if (divisor.signum() == 0) {
      throw zero("integer modulo by zero");
    }
    BigInteger remainder = big(a).remainder(divisor);
    boolean shift = remainder.signum() != 0 && remainder.signum() != divisor.signum();
    return Int.of(shift ? remainder.add(divisor) : remainder, tag);
  }

  private static double floorMod(double a, double b) {
    double remainder = a % b;
    if (remainder == 0) {
      return Math.copySign(0, b);
    }
    return (remainder < 0) == (b < 0) ? remainder : remainder + b;
  }

  /// `a ** b`.
  public static Value power(Value a, Value b) {
    requireNumbers("** or pow()", a, b);
    Tag tag = Taints.join(a, b);
    if (isInteger(a) && isInteger(b) && big(b).signum() >= 0) {
      BigInteger base = big(a);
      BigInteger exponent = big(b);
      if (base.abs().compareTo(BigInteger.ONE) <= 0) {
        boolean even = !exponent.testBit(0);
        BigInteger unit = base.signum() < 0 && even ? BigInteger.ONE : base;
        return Int.of(exponent.signum() == 0 ? BigInteger.ONE : unit, tag);
      }
      checkBits(base.bitLength() * exponent.doubleValue());
      return Int.of(base.pow(exponent.intValueExact()), tag);
    }
    if (real(a) == 0 && real(b) < 0) {
      throw zero("0.0 cannot be raised to a negative power");
    }
    double result = Math.pow(real(a), real(b));
    if (Double.isInfinite(result) && !Double.isInfinite(real(a)) && !Double.isInfinite(real(b))) {
      throw new PythonError(PythonError.Kind.OVERFLOW, "(34, 'Numerical result out of range')");
    }
    return new Real(result, tag);
  }

  /// `-a`.
  public static Value negate(Value a) {
    return switch (PythonOps.defined(a)) {
      case Real r -> new Real(-r.value(), Taints.tag(r.taint()));
      case Int i -> Int.of(i.bigValue().negate(), Taints.tag(i.taint()));
      case Bool b -> Int.of(b.value() ? -1 : 0, Taints.tag(b.taint()));
      default ->
          throw PythonError.type("bad operand type for unary -: '" + PythonText.typeName(a) + "'");
    };
  }

  /// `+a`.
  public static Value positive(Value a) {
    return switch (PythonOps.defined(a)) {
      case Real r -> r;
      case Int i -> i;
      case Bool b -> Int.of(b.value() ? 1 : 0, Taints.tag(b.taint()));
      default ->
          throw PythonError.type("bad operand type for unary +: '" + PythonText.typeName(a) + "'");
    };
  }

  private static final Pattern DIGITS = Pattern.compile("[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*");

  /// `int(text, base)`: blanks around it, one sign, single underscores between digits; base 0 and
  /// the bases 2, 8 and 16 take their prefixes. Empty when Python raises ValueError.
  public static Optional<BigInteger> parseInteger(String text, int base) {
    String digits = PythonStrings.strip(text);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    String lower = digits.toLowerCase(Locale.ROOT);
    int prefix =
        lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 0;
    if (prefix != 0 && (base == prefix || base == 0)) {
      radix = prefix;
      digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
    } else if (base == 0) {
      radix = 10;
      if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("[0_]+")) {
        return Optional.empty();
      }
    }
    if (radix < 2 || radix > 36 || !DIGITS.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      var number = new BigInteger(digits.replace("_", ""), radix);
      return Optional.of(negative ? number.negate() : number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:(?:\\d+(?:_\\d+)*)(?:\\.(?:\\d+(?:_\\d+)*)?)?|\\.\\d+(?:_\\d+)*)"
              + "(?:[eE][+-]?\\d+(?:_\\d+)*)?");

  /// `float(text)`; empty when Python raises ValueError.
  public static OptionalDouble parseFloat(String text) {
    String trimmed = PythonStrings.strip(text);
    if (FLOAT.matcher(trimmed).matches()) {
      return OptionalDouble.of(Double.parseDouble(trimmed.replace("_", "")));
    }
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
      default -> OptionalDouble.empty();
    };
  }

  /// `int(value)` of a number: floats are cut towards zero.
  public static BigInteger truncate(Value value) {
    if (value instanceof Real r) {
      if (Double.isNaN(r.value())) {
        throw PythonError.value("cannot convert float NaN to integer");
      }
      if (Double.isInfinite(r.value())) {
        throw new PythonError(
            PythonError.Kind.OVERFLOW, "cannot convert float infinity to integer");
      }
      return new BigDecimal(r.value()).setScale(0, RoundingMode.DOWN).toBigInteger();
    }
    return big(value);
  }

  /// `int(value)` as the filter has it: texts that are whole numbers or floats; empty when there is
  /// no number in it.
  public static Optional<BigInteger> toInteger(Value value, int base) {
    return switch (value) {
      case Str s -> {
        var whole = parseInteger(s.text(), base);
        if (whole.isPresent()) {
          yield whole;
        }
        OptionalDouble real = parseFloat(s.text());
        yield real.isPresent() && Double.isFinite(real.getAsDouble())
            ? Optional.of(truncate(Real.of(real.getAsDouble())))
            : Optional.empty();
      }
      case Real r -> Double.isFinite(r.value()) ? Optional.of(truncate(r)) : Optional.empty();
      case Int i -> Optional.of(i.bigValue());
      case Bool b -> Optional.of(big(b));
      case Null n -> Optional.empty();
      default -> Optional.empty();
    };
  }

  /// `float(value)`; empty when there is no number in it.
  public static OptionalDouble toReal(Value value) {
    if (value instanceof Str s) {
      return parseFloat(s.text());
    }
    return isNumber(value) ? OptionalDouble.of(real(value)) : OptionalDouble.empty();
  }
}
