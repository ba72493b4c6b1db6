package io.jplay.core.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// The lower half of libyaml's emitter, which PyYAML uses when it can: columns, indents, line
/// breaks and the five styles of scalars.
final class YamlWriter {
  private final StringBuilder out = new StringBuilder();
  private final YamlDumper.Options options;
  private final Deque<Integer> indents = new ArrayDeque<>();
  private int indent = -1;
  private int column;
  private boolean whitespace = true;
  private boolean indention = true;
  private boolean openEnded;

  YamlWriter(YamlDumper.Options options) {
    this.options = options;
  }

  String text() {
    return out.toString();
  }

  boolean indention() {
    return indention;
  }

  boolean tooWide() {
    return column > options.width();
  }

  boolean openEnded() {
    return openEnded;
  }

  void pushIndent(boolean flow, boolean indentless) {
    indents.push(indent);
    if (indent < 0) {
      indent = flow ? options.indent() : 0;
    } else if (!indentless) {
      indent += options.indent();
    }
  }

  void popIndent() {
    indent = indents.pop();
  }

  private void put(String text) {
    column += text.codePointCount(0, text.length());
    out.append(text);
  }

  void indicator(String text, boolean needWhitespace, boolean isWhitespace, boolean isIndention) {
    put(whitespace || !needWhitespace ? text : " " + text);
    whitespace = isWhitespace;
    indention = indention && isIndention;
    openEnded = false;
  }

  void indicator(String text, boolean needWhitespace) {
    indicator(text, needWhitespace, false, false);
  }

  void lineIndent() {
    int to = Math.max(indent, 0);
    if (!indention || column > to || column == to && !whitespace) {
      lineBreak('\n');
    }
    if (column < to) {
      whitespace = true;
      out.repeat(' ', to - column);
      column = to;
    }
  }

  private void lineBreak(int which) {
    whitespace = true;
    indention = true;
    column = 0;
    if (which == '\n') {
      out.append(options.lineBreak());
    } else {
      out.appendCodePoint(which);
    }
  }

  private void lineBreaks(int[] t, int from, int to) {
    for (int i = from; i < to; i++) {
      lineBreak(t[i]);
    }
  }

  private void put(int[] t, int from, int to) {
    for (int i = from; i < to; i++) {
      out.appendCodePoint(t[i]);
    }
    column += to - from;
  }

  private void written() {
    whitespace = false;
    indention = false;
  }

  void plain(int[] t, boolean split) {
    if (t.length == 0) {
      return;
    }
    if (!whitespace) {
      put(" ");
    }
    written();
    int start = 0;
    boolean spaces = false;
    for (int end = 0; end <= t.length; end++) {
      int c = end < t.length ? t[end] : -1;
      if (spaces) {
        if (c != ' ') {
          if (start + 1 == end && tooWide() && split) {
            lineIndent();
            written();
          } else {
            put(t, start, end);
          }
          start = end;
        }
      } else if (c < 0 || c == ' ') {
        put(t, start, end);
        start = end;
      }
      spaces = c == ' ';
    }
  }

  void singleQuoted(int[] t, boolean split) {
    indicator("'", true);
    boolean spaces = false;
    boolean breaks = false;
    int start = 0;
    for (int end = 0; end <= t.length; end++) {
      int c = end < t.length ? t[end] : -1;
      if (spaces) {
        if (c != ' ') {
          if (start + 1 == end && tooWide() && split && start != 0 && end != t.length) {
            lineIndent();
          } else {
            put(t, start, end);
          }
          start = end;
        }
      } else if (breaks) {
        if (!YamlScalar.isBreak(c)) {
          breakLines(t, start, end);
          lineIndent();
          start = end;
        }
      } else if (c < 0 || c == ' ' || c == '\'' || YamlScalar.isBreak(c)) {
        put(t, start, end);
        start = end;
      }
      if (c == '\'') {
        put("''");
        start = end + 1;
      }
      spaces = c == ' ';
      breaks = c >= 0 && YamlScalar.isBreak(c);
    }
    indicator("'", false);
  }

  /// A break inside folded text is written twice, once for the fold.
  private void breakLines(int[] t, int start, int end) {
    if (t[start] == '\n') {
      lineBreak('\n');
    }
    lineBreaks(t, start, end);
  }

  private boolean needsEscape(int c) {
    if (c == '"' || c == '\\' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
      return true;
    }
    return !(c >= ' ' && c <= '~'
        || options.allowUnicode() && (c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd));
  }

  private static String escape(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case 8 -> "\\b";
      case 9 -> "\\t";
      case 10 -> "\\n";
      case 11 -> "\\v";
      case 12 -> "\\f";
      case 13 -> "\\r";
      case 27 -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0xa0 -> "\\_";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default ->
          String.format(
              Locale.ROOT, c <= 0xff ? "\\x%02X" : c <= 0xffff ? "\\u%04X" : "\\U%08X", c);
    };
  }

  void doubleQuoted(int[] t, boolean split) {
    indicator("\"", true);
    boolean spaces = false;
    for (int i = 0; i < t.length; i++) {
      int c = t[i];
      if (needsEscape(c)) {
        put(escape(c));
      } else if (c == ' ' && split && !spaces && tooWide() && i > 0 && i < t.length - 1) {
        // the line break stands for this space; more of them need a mark to be kept
        lineIndent();
        if (t[i + 1] == ' ') {
          put("\\");
        }
      } else {
        put(t, i, i + 1);
      }
      spaces = c == ' ';
    }
    indicator("\"", false);
  }

  private String blockHints(int[] t) {
    var hints = new StringBuilder();
    if (t[0] == ' ' || YamlScalar.isBreak(t[0])) {
      hints.append(options.indent());
    }
    int last = t.length - 1;
    if (!YamlScalar.isBreak(t[last])) {
      hints.append('-');
    } else if (last == 0 || YamlScalar.isBreak(t[last - 1])) {
      hints.append('+');
    }
    return hints.toString();
  }

  private void blockHeader(String mark, int[] t) {
    String hints = blockHints(t);
    indicator(mark + hints, true);
    if (hints.endsWith("+")) {
      openEnded = true;
    }
    lineBreak('\n');
  }

  void literal(int[] t) {
    blockHeader("|", t);
    boolean breaks = true;
    int start = 0;
    for (int end = 0; end <= t.length; end++) {
      int c = end < t.length ? t[end] : -1;
      boolean isBreak = c >= 0 && YamlScalar.isBreak(c);
      if (breaks && !isBreak) {
        lineBreaks(t, start, end);
        if (c >= 0) {
          lineIndent();
        }
        start = end;
      } else if (!breaks && (c < 0 || isBreak)) {
        put(t, start, end);
        if (c < 0) {
          lineBreak('\n');
        }
        start = end;
      }
      breaks = isBreak;
    }
  }

  void folded(int[] t) {
    blockHeader(">", t);
    boolean leadingSpace = true;
    boolean spaces = false;
    boolean breaks = true;
    int start = 0;
    for (int end = 0; end <= t.length; end++) {
      int c = end < t.length ? t[end] : -1;
      boolean isBreak = c >= 0 && YamlScalar.isBreak(c);
      if (breaks) {
        if (!isBreak) {
          if (!leadingSpace && c >= 0 && c != ' ' && t[start] == '\n') {
            lineBreak('\n');
          }
          leadingSpace = c == ' ';
          lineBreaks(t, start, end);
          if (c >= 0) {
            lineIndent();
          }
          start = end;
        }
      } else if (spaces) {
        if (c != ' ') {
          if (start + 1 == end && tooWide()) {
            lineIndent();
          } else {
            put(t, start, end);
          }
          start = end;
        }
      } else if (c < 0 || c == ' ' || isBreak) {
        put(t, start, end);
        if (c < 0) {
          lineBreak('\n');
        }
        start = end;
      }
      breaks = isBreak;
      spaces = c == ' ';
    }
  }
}
