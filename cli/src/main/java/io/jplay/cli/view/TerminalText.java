package io.jplay.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Texts made fit for a terminal: control characters made visible, widths, wrapping. What comes
/// from hosts is hostile: an escape sequence in it must not move the cursor, set the title or hide
/// text.
public final class TerminalText {
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\r\\f\\u000b]+");

  /// A word, or the part of it up to a hyphen between letters.
  private static final Pattern CHUNK = Pattern.compile("\\S*?[\\p{L}\\d]-(?=\\p{L})|\\S+");

  private TerminalText() {}

  /// The text with everything a terminal would obey written out (`\x1b`, `\u202e`). New lines and
  /// tabs stay; a carriage return stays only before a new line.
  public static String visible(String text) {
    int first = firstHostile(text);
    if (first < 0) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHostile(text, i)) {
        out.append(c);
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c < 0x80) {
        out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.toString();
  }

  private static int firstHostile(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHostile(text, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isHostile(String text, int at) {
    char c = text.charAt(at);
    if (c >= 0x20 && c < 0x7f) {
      return false;
    }
    if (c == '\n' || c == '\t') {
      return false;
    }
    if (c == '\r') {
      return at + 1 >= text.length() || text.charAt(at + 1) != '\n';
    }
    return c < 0xa0 || isDirectional(c);
  }

  /// Marks that change the order of what follows, and the separators of Unicode.
  private static boolean isDirectional(char c) {
    return c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }

  /// How many cells a text takes: wide characters two, combining ones none.
  public static int width(String text) {
    return text.codePoints().map(TerminalText::cells).sum();
  }

  private static int cells(int point) {
    int type = Character.getType(point);
    if (type == Character.CONTROL
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0xffe0 && point <= 0xffe6)
            || (point >= 0x1f300 && point <= 0x1f64f)
            || (point >= 0x1f680 && point <= 0x1f6ff)
            || (point >= 0x1f900 && point <= 0x1f9ff)
            || (point >= 0x20000 && point <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /// Lines of at most `columns`, broken at blanks and hyphens, long words cut: the layout of
  /// Python's textwrap, which ansible's warnings have.
  public static List<String> wrap(String text, int columns) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    boolean spaced = false;
    var words = CHUNK.matcher(text.replace('\n', ' '));
    int last = 0;
    while (words.find()) {
      String gap = text.substring(last, words.start());
      last = words.end();
      spaced = BLANKS.matcher(gap).find();
      String blanks = spaced && !line.isEmpty() ? gap.replaceAll("\\s", " ") : "";
      String word = words.group();
      if (line.length() + blanks.length() + word.length() > columns
          && !line.isEmpty()
          && word.length() <= columns) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        blanks = "";
      }
      line.append(blanks).append(word);
      while (line.length() > columns) {
        lines.add(line.substring(0, columns));
        line.delete(0, columns);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
