package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The filters that almost every playbook uses: defaults, truth, numbers, length and conversions.
final class CoreFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "default",
          "d",
          "bool",
          "int",
          "float",
          "string",
          "length",
          "count",
          "ternary",
          "mandatory",
          "type_debug",
          "abs",
          "round",
          "log",
          "pow",
          "root",
          "filesizeformat",
          "attr",
          "human_readable",
          "human_to_bytes");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    return switch (name) {
      case "default", "d" ->
          otherwise(Call.of("do_default", input, args, eval, "default_value", "boolean"));
      case "mandatory" -> mandatory(Call.of("mandatory", input, args, eval, "msg"));
      case "type_debug" ->
          Call.str(PythonText.className(Call.of("type_debug", input, args, eval).input()));
      default -> defined(name, PythonOps.require(input), args, eval);
    };
  }

  private static Value defined(String name, Value input, CallArgs args, Evaluation eval) {
    return switch (name) {
      case "bool" -> bool(Call.of("to_bool", input, args, eval));
      case "int" -> integer(Call.of("do_int", input, args, eval, "default", "base"));
      case "float" -> real(Call.of("do_float", input, args, eval, "default"));
      case "string" -> text(Call.of("soft_str", input, args, eval));
      case "length", "count" -> Int.of(PythonOps.length(Call.of("len", input, args, eval).input()));
      case "ternary" ->
          ternary(
              Call.of("ternary", input, args, eval, "true_val", "false_val", "none_val")
                  .requiring(2));
      case "abs" -> abs(Call.of("abs", input, args, eval).input());
      case "round" -> round(Call.of("do_round", input, args, eval, "precision", "method"));
      case "log" -> log(Call.of("logarithm", input, args, eval, "base"));
      case "pow" -> pow(Call.of("power", input, args, eval, "y"));
      case "root" -> root(Call.of("inversepower", input, args, eval, "base"));
      case "filesizeformat" -> fileSize(Call.of("do_filesizeformat", input, args, eval, "binary"));
      case "attr" -> attribute(Call.of("do_attr", input, args, eval, "name"));
      case "human_readable" ->
          HumanSize.readable(Call.of("human_readable", input, args, eval, "isbits", "unit"));
      case "human_to_bytes" ->
          HumanSize.bytes(Call.of("human_to_bytes", input, args, eval, "default_unit", "isbits"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Value text(Call c) {
    return c.input() instanceof Str ? c.input() : Call.str(c.inputText());
  }

  /// Attributes only: the entries of a mapping are not found by it.
  private static Value attribute(Call c) {
    Value bare = c.input() instanceof Dict ? Dict.EMPTY : c.input();
    return c.eval().attribute(bare, c.text(0));
  }

  private static Value otherwise(Call c) {
    boolean use = c.input() instanceof Undefined || c.flag(1, false) && !PythonOps.truth(c.input());
    return use ? c.get(0, Str.EMPTY) : c.input();
  }

  private static Value mandatory(Call c) {
    if (c.input() instanceof Undefined u) {
      throw c.error(
          c.optionalText(0)
              .orElse(
                  "Mandatory variable "
                      + (u.name().isEmpty() ? "" : "'" + u.name() + "' ")
                      + " not defined."));
    }
    return c.input();
  }

  private static Value bool(Call c) {
    return switch (c.input()) {
      case Null n -> n;
      case Bool b -> b;
      case Str s ->
          Bool.of(
              switch (s.text().toLowerCase(Locale.ROOT)) {
                case "yes", "on", "1", "true" -> true;
                default -> false;
              });
      case Value v -> Bool.of(PythonNumbers.isNumber(v) && PythonNumbers.real(v) == 1);
    };
  }

  private static Value integer(Call c) {
    boolean isText = c.input() instanceof Str;
    Optional<BigInteger> number =
        isText && c.has(1) && !PythonNumbers.isInteger(c.get(1))
            ? whole(PythonNumbers.toReal(c.input()))
            : PythonNumbers.toInteger(c.input(), isText ? (int) c.integer(1, 10) : 10);
    return number.<Value>map(n -> Int.of(n, Tag.NONE)).orElseGet(() -> c.get(0, Int.of(0)));
  }

  /// Where a base is none, Python reads a number with a point.
  private static Optional<BigInteger> whole(OptionalDouble number) {
    return number.isPresent()
        ? PythonNumbers.toInteger(Real.of(number.getAsDouble()), 10)
        : Optional.empty();
  }

  private static Value real(Call c) {
    var number = PythonNumbers.toReal(c.input());
    return number.isPresent() ? Real.of(number.getAsDouble()) : c.get(0, Real.of(0));
  }

  private static Value ternary(Call c) {
    Value yes = c.require(0);
    Value no = c.require(1);
    if (c.input() instanceof Null && !(c.get(2) instanceof Null)) {
      return c.get(2);
    }
    return PythonOps.truth(c.input()) ? yes : no;
  }

  private static Value abs(Value input) {
    if (!PythonNumbers.isNumber(input)) {
      throw PythonError.type("bad operand type for abs(): '" + PythonText.typeName(input) + "'");
    }
    return input instanceof Real r
        ? Real.of(Math.abs(r.value()))
        : Int.of(PythonNumbers.big(input).abs(), Tag.NONE);
  }

  /// `round(x, None)`, which is an integer.
  private static Value wholeOf(double value) {
    if (Double.isNaN(value)) {
      throw PythonError.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw new PythonError(PythonError.Kind.OVERFLOW, "cannot convert float infinity to integer");
    }
    var rounded = new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN);
    return Int.of(rounded.toBigIntegerExact(), Tag.NONE);
  }

  private static Value round(Call c) {
    String method = c.text(1, "common");
    boolean isWhole = c.find(0).filter(Null.class::isInstance).isPresent();
    int precision = isWhole ? 0 : (int) c.integer(0, 0);
    Value input = c.input();
    if (!method.equals("common") && !method.equals("ceil") && !method.equals("floor")) {
      throw c.error("method must be common, ceil or floor");
    }
    if (!PythonNumbers.isNumber(input)) {
      throw PythonError.type(
          method.equals("common")
              ? "type " + PythonText.typeName(input) + " doesn't define __round__ method"
              : "must be real number, not " + PythonText.typeName(input));
    }
    if (isWhole && !method.equals("common")) {
      throw PythonError.type("unsupported operand type(s) for ** or pow(): 'int' and 'NoneType'");
    }
    if (!method.equals("common")) {
      double scale = Math.pow(10, precision);
      double value = PythonNumbers.real(input) * scale;
      return Real.of((method.equals("ceil") ? Math.ceil(value) : Math.floor(value)) / scale);
    }
    if (input instanceof Real r) {
      double v = r.value();
      if (isWhole) {
        return wholeOf(v);
      }
      return Double.isNaN(v) || Double.isInfinite(v)
          ? r
          : Real.of(negativeZero(v, new BigDecimal(v).setScale(precision, RoundingMode.HALF_EVEN)));
    }
    BigInteger whole = PythonNumbers.big(input);
    return Int.of(
        precision >= 0
            ? whole
            : new BigDecimal(whole).setScale(precision, RoundingMode.HALF_EVEN).toBigInteger(),
        Tag.NONE);
  }

  private static double negativeZero(double original, BigDecimal rounded) {
    double value = rounded.doubleValue();
    return value == 0 && original < 0 ? -0.0 : value;
  }

  private static double number(Value value, String filter) {
    if (!PythonNumbers.isNumber(value)) {
      throw PythonError.type(
          filter
              + " can only be used on numbers: must be real number, not "
              + PythonText.typeName(PythonOps.require(value)));
    }
    return PythonNumbers.real(value);
  }

  private static Value log(Call c) {
    double x = number(c.input(), "log()");
    if (x <= 0) {
      throw PythonError.value("math domain error");
    }
    if (!c.has(0)) {
      return Real.of(Math.log(x));
    }
    double base = number(c.get(0), "log()");
    if (base <= 0) {
      throw PythonError.value("math domain error");
    }
    if (base == 1) {
      throw new PythonError(PythonError.Kind.RUNTIME, "float division by zero");
    }
    return Real.of(base == 10 ? Math.log10(x) : Math.log(x) / Math.log(base));
  }

  /// `math.pow`: always a float.
  private static Value pow(Call c) {
    return Real.of(power(number(c.input(), "pow()"), number(c.require(0), "pow()")));
  }

  private static Value root(Call c) {
    double x = number(c.input(), "root()");
    double base = c.has(0) ? number(c.get(0), "root()") : 2;
    if (base == 2) {
      if (x < 0) {
        throw PythonError.type("root() can only be used on numbers: math domain error");
      }
      return Real.of(Math.sqrt(x));
    }
    if (base == 0) {
      throw new PythonError(PythonError.Kind.ZERO_DIVISION, "float division by zero");
    }
    try {
      return Real.of(power(x, 1 / base));
    } catch (PythonError e) {
      throw PythonError.type("root() can only be used on numbers: " + e.text());
    }
  }

  private static double power(double x, double y) {
    double power = Math.pow(x, y);
    if (Double.isNaN(power) && !Double.isNaN(x) && !Double.isNaN(y) || x == 0 && y < 0) {
      throw PythonError.value("math domain error");
    }
    if (Double.isInfinite(power) && Double.isFinite(x) && Double.isFinite(y)) {
      throw new PythonError(PythonError.Kind.RUNTIME, "math range error");
    }
    return power;
  }

  private static Value fileSize(Call c) {
    double bytes =
        PythonNumbers.toReal(c.input())
            .orElseThrow(() ->
                c.input() instanceof Str
                    ? PythonError.value(
                        "could not convert string to float: " + PythonText.repr(c.input()))
                    : PythonError.type(
                        "float() argument must be a string or a real number, not '"
                            + PythonText.typeName(c.input())
                            + "'"));
    boolean binary = c.flag(0, false);
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return Call.str("1 Byte");
    }
    if (bytes < base) {
      return Call.str(String.format(Locale.ROOT, "%d Bytes", (long) bytes));
    }
    String units = "kMGTPEZY";
    double unit = base;
    int i = 0;
    while (i < units.length() - 1 && bytes >= unit * base) {
      unit *= base;
      i++;
    }
    char letter = binary ? Character.toUpperCase(units.charAt(i)) : units.charAt(i);
    return Call.str(
        String.format(Locale.ROOT, "%.1f %s%s", bytes / unit, letter, binary ? "iB" : "B"));
  }
}
