package io.jplay.core.value;

/// Backslash escapes as Python's texts have them, for the values of `key=value` words.
public final class BackslashEscapes {
  private BackslashEscapes() {}

  /// What the text means; a backslash that begins no escape stays.
  public static String decode(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if (c != '\\') {
        out.append(c);
        continue;
      }
      int simple = "\\'\"abfnrtv".indexOf(next);
      int digits = next == 'x' ? 2 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
      int end = i + 2 + digits;
      if (simple >= 0 && next != '\0') {
        out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
        i++;
      } else if (digits > 0
          && end <= text.length()
          && text.substring(i + 2, end).matches("[0-9a-fA-F]+")
          && Character.isValidCodePoint(Integer.parseUnsignedInt(text.substring(i + 2, end), 16))) {
        out.appendCodePoint(Integer.parseInt(text.substring(i + 2, end), 16));
        i = end - 1;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
