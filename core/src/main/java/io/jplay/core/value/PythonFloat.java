package io.jplay.core.value;

import java.math.BigDecimal;

/// Python's text of a float: the shortest that reads back the same, exponent from 1e16 and below
/// 1e-4.
public final class PythonFloat {
  private PythonFloat() {}

  /// `json` chooses between `Infinity`/`NaN` (json.dumps) and `inf`/`nan` (repr).
  public static String repr(double value, boolean json) {
    if (Double.isNaN(value)) {
      return json ? "NaN" : "nan";
    }
    if (Double.isInfinite(value)) {
      return (value < 0 ? "-" : "") + (json ? "Infinity" : "inf");
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    var exact = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    int exponent = digits.length() - exact.scale() - 1;
    var out = new StringBuilder(value < 0 ? "-" : "");
    if (exponent < -4 || exponent >= 16) {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      out.append('e').append(exponent < 0 ? '-' : '+');
      int size = Math.abs(exponent);
      return out.append(size < 10 ? "0" : "").append(size).toString();
    }
    String plain = exact.toPlainString();
    return out.append(plain).append(plain.indexOf('.') < 0 ? ".0" : "").toString();
  }
}
