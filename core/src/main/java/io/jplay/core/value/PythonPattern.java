package io.jplay.core.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Rewrites a regular expression of Python's `re` into one that means the same to Java: names of
/// groups, `\Z`, `^` and `$` by lines, Unicode classes, literal braces and brackets differ.
public final class PythonPattern {
  private static final String WORD = "\\p{L}\\p{N}_";
  private static final String SPACE = " \\t\\n\\x0B\\f\\r\\x1c-\\x1f\\x85\\p{Z}";

  /// Java's text and flags; groups have no names there, but numbers, in the order of the text.
  public record Translated(String java, int flags, Map<String, Integer> groupNames) {}

  private final String in;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private int at;
  private int flags = Pattern.UNIX_LINES;
  private boolean isAscii;
  private int groups;

  private PythonPattern(String pattern, int wanted) {
    in = pattern;
    flags |= wanted;
    flags |= has(Pattern.CASE_INSENSITIVE) ? Pattern.UNICODE_CASE : 0;
  }

  /// `flags`: CASE_INSENSITIVE, MULTILINE and DOTALL of [Pattern]. Throws PatternSyntaxException,
  /// whose description is what Python says, for what Python refuses; other mistakes show when the
  /// result is compiled.
  public static Translated translate(String pattern, int flags) {
    var t = new PythonPattern(pattern, flags);
    t.run();
    return new Translated(
        t.out.toString(), t.flags & ~Pattern.MULTILINE, Collections.unmodifiableMap(t.names));
  }

  private PatternSyntaxException refused(String what) {
    return new PatternSyntaxException(what, in, at);
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private void run() {
    while (at < in.length()) {
      char c = in.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        case '}' -> literal("\\}");
        case '^' -> literal(has(Pattern.MULTILINE) ? "(?<![^\\n])" : "\\A");
        case '$' -> literal(has(Pattern.MULTILINE) ? "(?=\\n|\\z)" : "$");
        case '*', '+', '?' -> repeat(c);
        default -> {
          out.append(c);
          at++;
        }
      }
    }
  }

  private void literal(String java) {
    out.append(java);
    at++;
  }

  private void repeat(char c) {
    if (out.isEmpty()) {
      throw refused("nothing to repeat at position " + at);
    }
    literal(String.valueOf(c));
  }

  /// `{` starts a repeat only when it is one; else Python takes it as it is.
  private void brace() {
    int i = at + 1;
    while (i < in.length() && Character.isDigit(in.charAt(i))) {
      i++;
    }
    String low = in.substring(at + 1, i);
    String high = low;
    boolean comma = i < in.length() && in.charAt(i) == ',';
    if (comma) {
      int from = ++i;
      while (i < in.length() && Character.isDigit(in.charAt(i))) {
        i++;
      }
      high = in.substring(from, i);
    }
    if (i < in.length() && in.charAt(i) == '}' && i > at + 1) {
      out.append('{').append(low.isEmpty() ? "0" : low);
      out.append(comma ? "," + high : "").append('}');
      at = i + 1;
    } else {
      literal("\\{");
    }
  }

  private void group() {
    if (!in.startsWith("(?", at)) {
      groups++;
      literal("(");
      return;
    }
    if (in.startsWith("(?P<", at)) {
      int close = close('>', at + 4);
      names.put(in.substring(at + 4, close), ++groups);
      out.append('(');
      at = close + 1;
    } else if (in.startsWith("(?P=", at)) {
      int close = close(')', at + 4);
      String name = in.substring(at + 4, close);
      Integer number = names.get(name);
      if (number == null) {
        throw refused("unknown group name '" + name + "' at position " + (at + 4));
      }
      out.append("(?:\\").append(number).append(')');
      at = close + 1;
    } else if (in.startsWith("(?#", at)) {
      at = close(')', at + 3) + 1;
    } else if (in.startsWith("(?(", at)) {
      throw refused("conditional groups are not supported in regular expressions");
    } else if (at + 2 < in.length() && ":=!<>".indexOf(in.charAt(at + 2)) >= 0) {
      int length = in.charAt(at + 2) == '<' ? 4 : 3;
      out.append(in, at, Math.min(in.length(), at + length));
      at = Math.min(in.length(), at + length);
    } else {
      inlineFlags();
    }
  }

  private int close(char end, int from) {
    int close = in.indexOf(end, from);
    if (close < 0) {
      throw refused(
          "missing " + end + ", unterminated name at position " + Math.min(from, in.length()));
    }
    return close;
  }

  private void inlineFlags() {
    int i = at + 2;
    boolean on = true;
    var kept = new StringBuilder();
    boolean global = false;
    for (; i < in.length() && ")".indexOf(in.charAt(i)) < 0 && in.charAt(i) != ':'; i++) {
      char c = in.charAt(i);
      switch (c) {
        case '-' -> {
          on = false;
          kept.append('-');
        }
        case 'i' -> kept.append("iu");
        case 's' -> kept.append('s');
        case 'x' -> kept.append('x');
        case 'm' -> global = on;
        case 'a' -> isAscii = on;
        case 'L', 'u' -> {}
        default -> throw refused("unknown extension ?" + c + " at position " + (at + 1));
      }
    }
    if (i >= in.length()) {
      throw refused("missing -, : or ) at position " + i);
    }
    if (global) {
      flags |= Pattern.MULTILINE;
    }
    if (in.charAt(i) == ':') {
      out.append("(?").append(kept).append(':');
    } else if (!kept.isEmpty()) {
      out.append("(?").append(kept).append(')');
    }
    at = i + 1;
  }

  private void characterClass() {
    int start = at;
    out.append('[');
    at++;
    if (at < in.length() && in.charAt(at) == '^') {
      literal("^");
    }
    boolean first = true;
    while (true) {
      if (at >= in.length()) {
        throw refused("unterminated character set at position " + start);
      }
      char c = in.charAt(at);
      if (c == ']' && !first) {
        literal("]");
        return;
      }
      first = false;
      switch (c) {
        case '\\' -> escape(true);
        case '[', ']', '&', '^', '#', ' ', '~' -> literal("\\" + c);
        default -> literal(String.valueOf(c));
      }
    }
  }

  private void escape(boolean inClass) {
    if (at + 1 >= in.length()) {
      throw refused("bad escape (end of pattern) at position " + at);
    }
    char c = in.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'd' -> out.append(isAscii ? "[0-9]" : "\\p{Nd}");
      case 'D' -> out.append(isAscii ? "[^0-9]" : "\\P{Nd}");
      case 'w' -> out.append(inClass ? word() : "[" + word() + "]");
      case 'W' -> out.append("[^" + word() + "]");
      case 's' -> out.append(inClass ? space() : "[" + space() + "]");
      case 'S' -> out.append("[^" + space() + "]");
      case 'n', 't', 'r', 'f', 'a' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0B");
      case 'b' -> {
        if (inClass) {
          out.append("\\x08");
        } else {
          flags |= isAscii ? 0 : Pattern.UNICODE_CHARACTER_CLASS;
          out.append("\\b");
        }
      }
      case 'x' -> hex(2, c);
      case 'u' -> hex(4, c);
      case 'U' -> hex(8, c);
      default -> otherEscape(c, inClass);
    }
  }

  private String word() {
    return isAscii ? "a-zA-Z0-9_" : WORD;
  }

  private String space() {
    return isAscii ? " \\t\\n\\r\\f\\x0B" : SPACE;
  }

  private void otherEscape(char c, boolean inClass) {
    if (c >= '0' && c <= '9') {
      number(c, inClass);
    } else if (!inClass && c == 'A') {
      out.append("\\A");
    } else if (!inClass && c == 'Z') {
      out.append("\\z");
    } else if (!inClass && c == 'B') {
      flags |= Pattern.UNICODE_CHARACTER_CLASS;
      out.append("\\B");
    } else if (c < 128 && Character.isLetter(c)) {
      throw refused("bad escape \\" + c + " at position " + (at - 2));
    } else if (c < 128) {
      out.append('\\').append(c);
    } else {
      out.append(c);
    }
  }

  private void hex(int digits, char letter) {
    int end = at;
    while (end < in.length() && end < at + digits && Character.digit(in.charAt(end), 16) >= 0) {
      end++;
    }
    if (end - at < digits) {
      throw refused(
          "incomplete escape \\" + letter + in.substring(at, end) + " at position " + (at - 2));
    }
    out.append("\\x{").append(in, at, end).append('}');
    at = end;
  }

  /// An octal escape or a reference to a group.
  private void number(char first, boolean inClass) {
    int start = at - 1;
    int end = at;
    while (end < in.length() && end < start + 3 && in.charAt(end) >= '0' && in.charAt(end) <= '7') {
      end++;
    }
    if (first == '0' || inClass || end - start == 3 && first <= '3') {
      int code = Integer.parseInt(in.substring(start, end), 8);
      out.append("\\x{").append(Integer.toHexString(code)).append('}');
      at = end;
      return;
    }
    end = at < in.length() && Character.isDigit(in.charAt(at)) ? at + 1 : at;
    int group = Integer.parseInt(in.substring(start, end));
    if (group > groups) {
      throw refused("invalid group reference " + group + " at position " + start);
    }
    out.append("(?:\\").append(group).append(')');
    at = end;
  }
}
