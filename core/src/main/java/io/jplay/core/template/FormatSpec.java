package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// A format specification (`>8.2f`) and what it makes of a value. 0 stands for a part that is not
/// given, precision -1.
record FormatSpec(
    String fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    char grouping,
    int precision,
    char type) {

  /// `format(value, spec)`.
  static String apply(Value value, String spec) {
    return spec.isEmpty() ? PythonText.str(value) : parse(spec).format(value);
  }

  private static FormatSpec parse(String spec) {
    int i = 0;
    String fill = " ";
    char align = 0;
    if (spec.length() > 1 && isAlign(spec.charAt(1))) {
      fill = spec.substring(0, 1);
      align = spec.charAt(1);
      i = 2;
    } else if (isAlign(spec.charAt(0))) {
      align = spec.charAt(0);
      i = 1;
    }
    char sign = '-';
    if (i < spec.length() && "+- ".indexOf(spec.charAt(i)) >= 0) {
      sign = spec.charAt(i++);
    }
    boolean alternate = i < spec.length() && spec.charAt(i) == '#';
    i += alternate ? 1 : 0;
    if (i < spec.length() && spec.charAt(i) == '0') {
      if (align == 0) {
        align = '=';
        fill = "0";
      }
      i++;
    }
    int start = i;
    i = digits(spec, i);
    int width = integer(spec.substring(start, i), 0);
    char grouping = 0;
    if (i < spec.length() && (spec.charAt(i) == ',' || spec.charAt(i) == '_')) {
      grouping = spec.charAt(i++);
    }
    int precision = -1;
    if (i < spec.length() && spec.charAt(i) == '.') {
      start = i + 1;
      i = digits(spec, start);
      if (i == start) {
        throw PythonError.value("Format specifier missing precision");
      }
      precision = integer(spec.substring(start, i), 0);
    }
    if (spec.length() - i > 1) {
      throw PythonError.value("Invalid format specifier");
    }
    char type = i < spec.length() ? spec.charAt(i) : 0;
    return new FormatSpec(fill, align, sign, alternate, width, grouping, precision, type);
  }

  private static boolean isAlign(char c) {
    return "<>^=".indexOf(c) >= 0;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static int integer(String digits, int otherwise) {
    if (digits.isEmpty()) {
      return otherwise;
    }
    Limits.checkSize(new BigInteger(digits));
    return Integer.parseInt(digits);
  }

  private String format(Value value) {
    boolean text = !PythonNumbers.isNumber(value) || value instanceof Bool && type == 0;
    if (!text) {
      return number(value);
    }
    if (type != 0 && type != 's') {
      throw PythonError.value(
          "Unknown format code '%s' for object of type '%s'"
              .formatted(type, PythonText.typeName(value)));
    }
    String s = PythonText.str(value);
    if (precision >= 0 && s.codePointCount(0, s.length()) > precision) {
      s = s.substring(0, s.offsetByCodePoints(0, precision));
    }
    return pad(s, width, align == 0 ? '<' : align, fill, "");
  }

  /// The text of a number.
  String number(Value value) {
    double real = PythonNumbers.real(value);
    boolean negative = real < 0 || value instanceof Real && real == 0 && 1 / real < 0;
    String prefix = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    if (type == 'c') {
      return pad(
          Character.toString((int) PythonNumbers.index(value)),
          width,
          align == 0 ? '<' : align,
          fill,
          "");
    }
    if (!Double.isFinite(real) && value instanceof Real) {
      String s = PythonFloat.repr(Math.abs(real), false);
      return pad(s, width, align == 0 ? '>' : align, fill.equals("0") ? " " : fill, prefix);
    }
    String digits = digits(value, Math.abs(real));
    if (alternate && "xXob".indexOf(type) >= 0 && type != 0) {
      prefix += "0" + type;
    }
    return pad(
        grouping == 0 ? digits : grouped(digits), width, align == 0 ? '>' : align, fill, prefix);
  }

  private String digits(Value value, double real) {
    boolean integer = PythonNumbers.isInteger(value);
    return switch (type) {
      case 0 ->
          integer
              ? whole(value, 10)
              : precision < 0 ? PythonFloat.repr(real, false) : general(real, precision);
      case 'd', 'n' -> {
        String s = integer ? whole(value, 10) : PythonNumbers.truncate(Real.of(real)).toString();
        yield precision > s.length() ? "0".repeat(precision - s.length()) + s : s;
      }
      case 'x' -> whole(value, 16);
      case 'X' -> whole(value, 16).toUpperCase(Locale.ROOT);
      case 'o' -> whole(value, 8);
      case 'b' -> whole(value, 2);
      case 'f', 'F' -> fixed(exact(value, real), precision < 0 ? 6 : precision);
      case '%' -> fixed(exact(value, real).movePointRight(2), precision < 0 ? 6 : precision) + "%";
      case 'e' -> exponent(real, precision < 0 ? 6 : precision);
      case 'E' -> exponent(real, precision < 0 ? 6 : precision).toUpperCase(Locale.ROOT);
      case 'g', 'G' -> {
        String s = general(real, precision < 0 ? 6 : precision);
        yield type == 'G' ? s.toUpperCase(Locale.ROOT) : s;
      }
      default ->
          throw PythonError.value(
              "Unknown format code '%s' for object of type '%s'"
                  .formatted(type, PythonText.typeName(value)));
    };
  }

  private static String whole(Value value, int radix) {
    return PythonNumbers.big(value).abs().toString(radix);
  }

  private static BigDecimal exact(Value value, double real) {
    return PythonNumbers.isInteger(value)
        ? new BigDecimal(PythonNumbers.big(value).abs())
        : new BigDecimal(real);
  }

  private static String fixed(BigDecimal number, int decimals) {
    return number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponent(double real, int decimals) {
    String digits;
    int power;
    if (real == 0) {
      digits = "0".repeat(decimals + 1);
      power = 0;
    } else {
      var rounded =
          new BigDecimal(real).round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
      String all = rounded.unscaledValue().toString();
      power = all.length() - rounded.scale() - 1;
      digits = (all + "0".repeat(decimals + 1)).substring(0, decimals + 1);
    }
    String point = decimals > 0 ? "." + digits.substring(1) : "";
    int size = Math.abs(power);
    return digits.charAt(0) + point + "e" + (power < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  private static String general(double real, int precision) {
    int significant = Math.max(1, precision);
    if (real == 0) {
      return "0";
    }
    var rounded = new BigDecimal(real).round(new MathContext(significant, RoundingMode.HALF_EVEN));
    int power = rounded.precision() - rounded.scale() - 1;
    if (power < -4 || power >= significant) {
      String s = exponent(real, significant - 1);
      int e = s.indexOf('e');
      return withoutZeros(s.substring(0, e)) + s.substring(e);
    }
    return withoutZeros(fixed(rounded, Math.max(0, significant - 1 - power)));
  }

  private static String withoutZeros(String s) {
    if (s.indexOf('.') < 0) {
      return s;
    }
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, s.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private String grouped(String digits) {
    int point = digits.indexOf('.');
    String whole = point < 0 ? digits : digits.substring(0, point);
    int size = "xXob".indexOf(type) >= 0 && type != 0 ? 4 : 3;
    var out = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % size == 0) {
        out.append(grouping);
      }
      out.append(whole.charAt(i));
    }
    return out + (point < 0 ? "" : digits.substring(point));
  }

  static String pad(String text, int width, char align, String fill, String prefix) {
    int missing = width - text.codePointCount(0, text.length()) - prefix.length();
    if (missing <= 0) {
      return prefix + text;
    }
    Limits.checkSize(BigInteger.valueOf(width));
    return switch (align) {
      case '<' -> prefix + text + fill.repeat(missing);
      case '^' -> fill.repeat(missing / 2) + prefix + text + fill.repeat(missing - missing / 2);
      case '=' -> prefix + fill.repeat(missing) + text;
      default -> fill.repeat(missing) + prefix + text;
    };
  }
}
