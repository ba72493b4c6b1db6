package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// Sizes as people write them, as `human_readable` and `human_to_bytes` have them: powers of 1024.
final class HumanSize {
  private static final String UNITS = "YZEPTGMK";
  private static final Pattern SIZE = Pattern.compile("^(\\d*\\.?\\d*)\\s*([A-Za-z]+)?\\s*$");

  private HumanSize() {}

  private static BigDecimal factor(char unit) {
    return unit == 'B'
        ? BigDecimal.ONE
        : BigDecimal.valueOf(1024).pow(UNITS.length() - UNITS.indexOf(unit));
  }

  static Value readable(Call c) {
    var size = PythonNumbers.toReal(c.input());
    if (!PythonNumbers.isNumber(c.input()) || size.isEmpty()) {
      boolean isFree = c.get(1) instanceof Null;
      String type = PythonText.typeName(c.input());
      throw PythonError.type(
          "human_readable() failed on bad input: "
              + (isFree
                  ? "'>=' not supported between instances of '" + type + "' and 'int'"
                  : "unsupported operand type(s) for /: '" + type + "' and 'int'"));
    }
    boolean bits = c.flag(0, false);
    String base = bits ? "bits" : "Bytes";
    double value = size.getAsDouble();
    char unit = 'B';
    boolean isFree = c.get(1) instanceof Null;
    if (!isFree && !(c.get(1) instanceof Str)) {
      throw c.error(
          "human_readable() can't interpret following string: " + PythonText.str(c.input()));
    }
    String wanted = isFree ? "" : c.text(1).toUpperCase(Locale.ROOT);
    for (char candidate : (UNITS + "B").toCharArray()) {
      boolean fits = isFree && value >= factor(candidate).doubleValue();
      if (fits || wanted.equals(String.valueOf(candidate))) {
        unit = candidate;
        break;
      }
    }
    String suffix = unit == 'B' ? base : unit + (bits ? "b" : "B");
    return PythonFormat.percent(
        Str.of("%.2f " + suffix), Real.of(value / factor(unit).doubleValue()));
  }

  static Value bytes(Call c) {
    String text = c.inputText();
    boolean bits = c.flag(1, false);
    var m = SIZE.matcher(text);
    if (!m.find() || m.group(1).isEmpty() || m.group(1).equals(".")) {
      throw uninterpreted(c);
    }
    String unit = m.group(2);
    if (unit == null) {
      unit = c.get(0) instanceof Null ? "" : c.text(0);
    }
    double number = Double.parseDouble(m.group(1));
    if (unit.isEmpty()) {
      return rounded(new BigDecimal(number));
    }
    char key = Character.toUpperCase(unit.charAt(0));
    if ((UNITS + "B").indexOf(key) < 0) {
      throw uninterpreted(c);
    }
    checkUnit(c, unit, key, bits);
    BigDecimal exact = new BigDecimal(number).multiply(factor(key));
    return rounded(exact);
  }

  private static Value rounded(BigDecimal exact) {
    return Int.of(exact.setScale(0, RoundingMode.HALF_EVEN).toBigInteger(), Tag.NONE);
  }

  private static PythonError uninterpreted(Call c) {
    return c.error("human_to_bytes() can't interpret following string: " + c.inputText());
  }

  private static void checkUnit(Call c, String unit, char key, boolean bits) {
    char wanted = bits ? 'b' : 'B';
    String word = bits ? "bit" : "byte";
    if (unit.length() > 1) {
      String rest = unit.toLowerCase(Locale.ROOT);
      boolean whole = rest.contains(word);
      boolean shortForm = key != 'B' && unit.charAt(1) == wanted && unit.length() == 2;
      if (!whole && !shortForm) {
        throw uninterpreted(c);
      }
    } else if (key == 'B' && unit.charAt(0) != wanted && bits) {
      throw uninterpreted(c);
    }
  }
}
