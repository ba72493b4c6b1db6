package io.jplay.core.yaml;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.tokens.ScalarToken;

/// Scans plain and quoted texts, whose lines are folded. Used by one thread.
final class FlowScalars {
  private static final String PLAIN = "while scanning a plain scalar";
  private static final String QUOTED = "while scanning a quoted scalar";
  private static final String ESCAPE = "while parsing a quoted scalar";

  private final Characters text;
  private boolean newLine;

  FlowScalars(Characters text) {
    this.text = text;
  }

  /// Blanks and line breaks between two words, which become a blank or fewer breaks.
  private static final class Gap {
    private final StringBuilder blanks = new StringBuilder();
    private final StringBuilder first = new StringBuilder();
    private final StringBuilder others = new StringBuilder();
    private boolean broken;

    void read(Characters text) {
      if (text.isBreak()) {
        text.readBreak(broken ? others : first);
        broken = true;
      } else if (broken) {
        text.skip();
      } else {
        text.read(blanks);
      }
    }

    /// A line break that leaves no trace.
    void escapeBreak(Characters text) {
      text.skipBreak();
      broken = true;
    }

    void moveTo(StringBuilder value) {
      if (!broken) {
        value.append(blanks);
      } else if (first.isEmpty() || first.charAt(0) != '\n') {
        value.append(first).append(others);
      } else if (others.isEmpty()) {
        value.append(' ');
      } else {
        value.append(others);
      }
      blanks.setLength(0);
      first.setLength(0);
      others.setLength(0);
      broken = false;
    }
  }

  /// Whether the last plain text was followed by a line break, behind which a key may stand.
  boolean endedInNewLine() {
    return newLine;
  }

  /// A text without quotes, inside a block that is indented by `parent` (-1 for none).
  ScalarToken plain(int parent, boolean flow) {
    Mark start = text.mark();
    Mark end = start;
    var value = new StringBuilder();
    var gap = new Gap();
    while (!text.isDocumentIndicator() && text.peek() != '#') {
      if (!isPlainEnd(flow)) {
        gap.moveTo(value);
        while (!isPlainEnd(flow)) {
          refuseColon(flow, start);
          text.read(value);
        }
        end = text.mark();
      }
      if (!text.isBlank(0) && !text.isBreak()) {
        break;
      }
      while (text.isBlank(0) || text.isBreak()) {
        if (gap.broken && text.column() <= parent && text.peek() == '\t') {
          throw text.problem(PLAIN, start, "found a tab character that violates indentation");
        }
        gap.read(text);
      }
      if (!flow && text.column() <= parent) {
        break;
      }
    }
    newLine = gap.broken;
    return new ScalarToken(value.toString(), true, start, end, ScalarStyle.PLAIN);
  }

  private boolean isPlainEnd(boolean flow) {
    int c = text.peek();
    return text.isWordEnd(0)
        || c == ':' && text.isWordEnd(1)
        || flow && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}');
  }

  private void refuseColon(boolean flow, Mark start) {
    if (flow && text.peek() == ':' && ",?[]{}".indexOf(text.peek(1)) >= 0) {
      throw text.problem(PLAIN, start, "found unexpected ':'");
    }
  }

  ScalarToken quoted() {
    Mark start = text.mark();
    int quote = text.peek();
    text.skip();
    var value = new StringBuilder();
    var gap = new Gap();
    while (true) {
      if (text.isDocumentIndicator()) {
        throw text.problem(QUOTED, start, "found unexpected document indicator");
      }
      if (text.peek() == Characters.END) {
        throw text.problem(QUOTED, start, "found unexpected end of stream");
      }
      quotedWord(quote, value, gap, start);
      if (text.peek() == quote) {
        break;
      }
      while (text.isBlank(0) || text.isBreak()) {
        gap.read(text);
      }
      gap.moveTo(value);
    }
    text.skip();
    var style = quote == '"' ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.SINGLE_QUOTED;
    return new ScalarToken(value.toString(), false, start, text.mark(), style);
  }

  private void quotedWord(int quote, StringBuilder value, Gap gap, Mark start) {
    while (!text.isWordEnd(0)) {
      int c = text.peek();
      if (c == quote && (quote == '"' || text.peek(1) != '\'')) {
        return;
      }
      if (c == quote) {
        text.skip();
        text.read(value);
      } else if (c == '\\' && quote == '"') {
        if (Characters.isBreak(text.peek(1))) {
          text.skip();
          gap.escapeBreak(text);
          return;
        }
        escape(value, start);
      } else {
        text.read(value);
      }
    }
  }

  private void escape(StringBuilder value, Mark start) {
    int c = text.peek(1);
    int meant =
        switch (c) {
          case '0' -> 0;
          case 'a' -> 7;
          case 'b' -> '\b';
          case 't', '\t' -> '\t';
          case 'n' -> '\n';
          case 'v' -> 0x0B;
          case 'f' -> '\f';
          case 'r' -> '\r';
          case 'e' -> 0x1B;
          case 'N' -> 0x85;
          case '_' -> 0xA0;
          case 'L' -> 0x2028;
          case 'P' -> 0x2029;
          case ' ', '"', '/', '\\' -> c;
          case 'x', 'u', 'U' -> -1;
          default -> throw text.problem(ESCAPE, start, "found unknown escape character");
        };
    text.skip(2);
    value.appendCodePoint(meant >= 0 ? meant : number(c == 'x' ? 2 : c == 'u' ? 4 : 8, start));
  }

  private int number(int digits, Mark start) {
    long number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.peek(i) < 128 ? text.peek(i) : -1, 16);
      if (digit < 0) {
        throw text.problem(ESCAPE, start, "did not find expected hexdecimal number");
      }
      number = number * 16 + digit;
    }
    if (number >= 0xD800 && number <= 0xDFFF || number > 0x10FFFF) {
      throw text.problem(ESCAPE, start, "found invalid Unicode character escape code");
    }
    text.skip(digits);
    return (int) number;
  }
}
