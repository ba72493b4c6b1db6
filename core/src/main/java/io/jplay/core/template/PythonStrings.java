package io.jplay.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The text operations of Python's `str` that filters and methods share.
public final class PythonStrings {
  private PythonStrings() {}

  /// `str.isspace` of one character.
  public static boolean isSpace(int c) {
    return c == ' '
        || c >= 9 && c <= 13
        || c >= 28 && c <= 31
        || c == 0x85
        || c == 0xa0
        || c > 0xff && (Character.isSpaceChar(c) || Character.isWhitespace(c));
  }

  public static String strip(String text) {
    return stripEnd(stripStart(text));
  }

  public static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  public static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /// Removes any of `characters` from the start and the end as asked.
  public static String strip(String text, String characters, boolean start, boolean end) {
    int from = 0;
    int to = text.length();
    while (start && from < to && characters.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (end && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  /// `text.split()`: words between runs of blanks; at most `limit` cuts unless negative.
  public static List<String> words(String text, long limit) {
    var parts = new ArrayList<String>();
    int i = 0;
    while (true) {
      while (i < text.length() && isSpace(text.charAt(i))) {
        i++;
      }
      if (i >= text.length()) {
        return parts;
      }
      if (limit >= 0 && parts.size() >= limit) {
        parts.add(text.substring(i));
        return parts;
      }
      int end = i;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      parts.add(text.substring(i, end));
      i = end;
    }
  }

  /// `text.split(separator, limit)`.
  public static List<String> split(String text, String separator, long limit) {
    if (separator.isEmpty()) {
      throw PythonError.value("empty separator");
    }
    var parts = new ArrayList<String>();
    int from = 0;
    while (limit < 0 || parts.size() < limit) {
      int at = text.indexOf(separator, from);
      if (at < 0) {
        break;
      }
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /// `text.rsplit(separator, limit)`.
  public static List<String> splitFromEnd(String text, String separator, long limit) {
    if (separator.isEmpty()) {
      throw PythonError.value("empty separator");
    }
    var parts = new ArrayList<String>();
    int end = text.length();
    while (limit < 0 || parts.size() < limit) {
      int at =
          end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
      if (at < 0) {
        break;
      }
      parts.addFirst(text.substring(at + separator.length(), end));
      end = at;
    }
    parts.addFirst(text.substring(0, end));
    return parts;
  }

  /// `text.splitlines(keepEnds)`.
  public static List<String> lines(String text, boolean keepEnds) {
    var lines = new ArrayList<String>();
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      int next = end;
      if (end < text.length()) {
        next += text.startsWith("\r\n", end) ? 2 : 1;
      }
      lines.add(text.substring(start, keepEnds ? next : end));
      start = next;
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return c >= 10 && c <= 13 || c >= 28 && c <= 30 || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// `str.title()`: letters after anything that is no letter are upper case.
  public static String title(String text) {
    var out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      boolean letter = Character.isLetter(c);
      if (letter) {
        out.append(inWord ? lower(c) : titleCase(c));
      } else {
        out.appendCodePoint(c);
      }
      inWord = letter;
    }
    return out.toString();
  }

  /// `str.capitalize()`.
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return titleCase(text.codePointAt(0)) + text.substring(first).toLowerCase(Locale.ROOT);
  }

  /// A character as the first of a word, which may be several: `ﬁ` begins one as `Fi`.
  private static String titleCase(int c) {
    String upper = upper(c);
    int first = upper.offsetByCodePoints(0, 1);
    return first == upper.length()
        ? Character.toString(Character.toTitleCase(c))
        : upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
  }

  private static String upper(int c) {
    return Character.toString(c).toUpperCase(Locale.ROOT);
  }

  private static String lower(int c) {
    return Character.toString(c).toLowerCase(Locale.ROOT);
  }

  /// `str.swapcase()`.
  public static String swapCase(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.append(Character.isUpperCase(c) ? lower(c) : upper(c)));
    return out.toString();
  }

  /// `str.casefold()`: equal for texts that differ in case only.
  public static String caseFold(String text) {
    var out = new StringBuilder(text.length());
    // of all letters only the dotless i would become another one by way of its capital
    text.codePoints()
        .forEach(c ->
            out.append(
                c == '\u0131'
                    ? "\u0131"
                    : upper(c)
                        .codePoints()
                        .mapToObj(PythonStrings::lower)
                        .collect(Collectors.joining())));
    return out.toString();
  }

  /// `str.center(width, fill)`.
  public static String center(String text, int width, String fill) {
    int padding = width - text.codePointCount(0, text.length());
    if (padding <= 0) {
      return text;
    }
    int left = padding / 2 + (padding & width & 1);
    return fill.repeat(left) + text + fill.repeat(padding - left);
  }

  /// `str.replace(from, to, limit)`; no limit when negative.
  public static String replace(String text, String from, String to, long limit) {
    if (limit < 0 && !from.isEmpty()) {
      return text.replace(from, to);
    }
    var out = new StringBuilder();
    int start = 0;
    long left = limit < 0 ? Long.MAX_VALUE : limit;
    while (left-- > 0) {
      int at = text.indexOf(from, start);
      if (at < 0 || from.isEmpty() && at >= text.length()) {
        break;
      }
      out.append(text, start, at).append(to);
      start = at + from.length();
      if (from.isEmpty()) {
        int next = text.offsetByCodePoints(at, 1);
        out.append(text, at, next);
        start = next;
      }
    }
    if (from.isEmpty() && start == text.length() && left >= 0) {
      out.append(to);
    }
    return out.append(text, start, text.length()).toString();
  }
}
