package io.jplay.core.yaml;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.core.value.YamlDate;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plain scalars to typed values by the rules of YAML 1.1 as PyYAML has them: what looks like a
/// truth value, number, null or date is one. Differences to the letter of the specification (`1e3`
/// is a text, `y` is a text) are PyYAML's.
final class YamlScalars {
  private static final Set<String> TRUE =
      Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)"
              + "|\\.(?:nan|NaN|NAN)");
  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[0-1_]+"
              + "|[-+]?0[0-7_]+"
              + "|[-+]?(?:0|[1-9][0-9_]*)"
              + "|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)"
              + "(?:(?:[Tt]|[ \\t]+)([0-9][0-9]?):([0-9][0-9]):([0-9][0-9])(?:\\.([0-9]*))?"
              + "(?:[ \\t]*(?:(Z)|([-+])([0-9][0-9]?)(?::([0-9][0-9]))?))?)?");
  private static final Pattern SHORT_DATE =
      Pattern.compile("[0-9]{4}-[0-9]-.*|[0-9]{4}-[0-9]{2}-[0-9]");
  private static final int MAX_DIGITS = 4300;

  /// A text that looks like a number or date and is none (`0x_`, `2001-13-01`).
  static final class BadScalar extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    BadScalar(String text) {
      super(text, null, false, false);
      this.text = text;
    }

    /// What is wrong.
    String text() {
      return text;
    }
  }

  private YamlScalars() {}

  /// The value of an untagged plain scalar.
  static Value resolve(String text, Tag tag) throws BadScalar {
    if (text.isEmpty()) {
      return new Null(tag);
    }
    char first = text.charAt(0);
    if ("yYnNtTfFoO~".indexOf(first) >= 0) {
      if (TRUE.contains(text)) {
        return new Bool(true, tag);
      }
      if (FALSE.contains(text)) {
        return new Bool(false, tag);
      }
      return NULL.contains(text) ? new Null(tag) : new Str(text, tag);
    }
    if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
      return new Str(text, tag);
    }
    if (INT.matcher(text).matches()) {
      return integer(text, tag);
    }
    if (FLOAT.matcher(text).matches()) {
      return real(text, tag);
    }
    if (DATE.matcher(text).matches() && isFullDate(text)) {
      return date(text, tag);
    }
    return new Str(text, tag);
  }

  /// A date alone needs all its digits; with a time, one is enough.
  private static boolean isFullDate(String text) {
    return text.length() > 10 || !SHORT_DATE.matcher(text).matches();
  }

  static Value bool(String text, Tag tag) throws BadScalar {
    String low = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(low)) {
      return new Bool(true, tag);
    }
    if (FALSE.contains(low)) {
      return new Bool(false, tag);
    }
    throw new BadScalar("'" + low + "': not a truth value");
  }

  static Value integer(String text, Tag tag) throws BadScalar {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (digits.length() > MAX_DIGITS) {
      throw new BadScalar("an integer of more than " + MAX_DIGITS + " digits");
    }
    BigInteger value = magnitude(digits);
    return Int.of(negative ? value.negate() : value, tag);
  }

  private static BigInteger magnitude(String digits) throws BadScalar {
    if (digits.startsWith("0b")) {
      return number(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return number(digits.substring(2), 16);
    }
    if (digits.length() > 1 && digits.startsWith("0")) {
      return number(digits.startsWith("0o") ? digits.substring(2) : digits, 8);
    }
    if (digits.isEmpty()) {
      throw new BadScalar("string index out of range: not an integer");
    }
    var value = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(number(part, 10));
    }
    return value;
  }

  private static BigInteger number(String digits, int base) throws BadScalar {
    try {
      return new BigInteger(digits.strip(), base);
    } catch (NumberFormatException e) {
      throw new BadScalar(
          "invalid literal for int() with base %d: '%s'".formatted(base, shortened(digits)));
    }
  }

  static Value real(String text, Tag tag) throws BadScalar {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    double sign = digits.startsWith("-") ? -1 : 1;
    if (digits.startsWith("-") || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (digits.equals(".inf")) {
      return new Real(sign * Double.POSITIVE_INFINITY, tag);
    }
    if (digits.equals(".nan")) {
      return new Real(Double.NaN, tag);
    }
    double value = 0;
    for (String part : digits.split(":", -1)) {
      if (!part.matches("[0-9]*\\.?[0-9]*(e[-+]?[0-9]+)?") || !part.matches(".*[0-9].*")) {
        throw new BadScalar("could not convert string to float: '" + shortened(part) + "'");
      }
      value = value * 60 + Double.parseDouble(part);
    }
    return new Real(sign * value, tag);
  }

  static Value date(String text, Tag tag) throws BadScalar {
    Matcher m = DATE.matcher(text);
    if (!m.matches()) {
      throw new BadScalar("'" + shortened(text) + "': not a date");
    }
    try {
      checkDay(m);
      var day = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
      if (m.group(4) == null) {
        return new YamlDate(day, tag);
      }
      checkTime(m);
      String fraction = m.group(7) == null ? "" : m.group(7);
      int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
      LocalDateTime time =
          day.atTime(number(m, 4), number(m, 5), number(m, 6), Math.multiplyExact(micros, 1000));
      if (m.group(8) != null) {
        return new YamlDate(OffsetDateTime.of(time, ZoneOffset.UTC), tag);
      }
      if (m.group(9) == null) {
        return new YamlDate(time, tag);
      }
      int minutes = number(m, 10) * 60 + (m.group(11) == null ? 0 : number(m, 11));
      var offset = ZoneOffset.ofTotalSeconds(minutes * 60 * (m.group(9).equals("-") ? -1 : 1));
      return new YamlDate(OffsetDateTime.of(time, offset), tag);
    } catch (DateTimeException e) {
      throw new BadScalar("day is out of range for month");
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static void checkDay(Matcher m) throws BadScalar {
    if (number(m, 1) == 0) {
      throw new BadScalar("year 0 is out of range");
    }
    if (number(m, 2) < 1 || number(m, 2) > 12) {
      throw new BadScalar("month must be in 1..12");
    }
  }

  private static void checkTime(Matcher m) throws BadScalar {
    if (number(m, 4) > 23) {
      throw new BadScalar("hour must be in 0..23");
    }
    if (number(m, 5) > 59) {
      throw new BadScalar("minute must be in 0..59");
    }
    if (number(m, 6) > 59) {
      throw new BadScalar("second must be in 0..59");
    }
  }

  /// What is not in ASCII is no base64.
  static void checkAscii(String text) throws BadScalar {
    int[] points = text.codePoints().toArray();
    int from = 0;
    while (from < points.length && points[from] < 128) {
      from++;
    }
    int to = from;
    while (to < points.length && points[to] >= 128) {
      to++;
    }
    if (from < points.length) {
      throw new BadScalar(
          "failed to convert base64 data into ascii: 'ascii' codec can't encode "
              + (to - from == 1
                  ? "character '%s' in position %d".formatted(escape(points[from]), from)
                  : "characters in position %d-%d".formatted(from, to - 1))
              + ": ordinal not in range(128)");
    }
  }

  private static String escape(int point) {
    return (point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point);
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
