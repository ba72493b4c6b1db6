package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/// Cuts the text between two markers into names, literals and operators.
final class ExpressionLexer {
  private static final String[] OPERATORS = {
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}",
    ">", "<", "=", ".", ":", "|", ",", ";"
  };

  private final String source;
  private final String close;
  private final Literals literals;
  private final List<Token> tokens;
  private final StringBuilder brackets = new StringBuilder();
  private final int before;
  private int at;
  private char endSign;
  private boolean closed;

  /// How texts are read: whether a backslash means itself, and what their line ends become.
  record Literals(boolean raw, Syntax.Lines lines) {
    static Literals of(boolean raw) {
      return new Literals(raw, Syntax.Lines.PLAIN);
    }
  }

  /// `close` is the marker that ends the expression; empty when only the end of the text does.
  ExpressionLexer(String source, int start, String close, Literals literals, List<Token> tokens) {
    this(source, start, close, literals, tokens, 0);
  }

  /// `before`: how many characters Ansible puts before the text, which messages count.
  ExpressionLexer(
      String source, int start, String close, Literals literals, List<Token> tokens, int before) {
    this.source = source;
    this.before = before;
    this.at = start;
    this.close = close;
    this.literals = literals;
    this.tokens = tokens;
  }

  /// The sign before the closing marker: `-`, `+` or 0.
  char endSign() {
    return endSign;
  }

  /// What is said of a marker that comes while brackets are open; empty when none is.
  String unfinished() {
    int last = brackets.length() - 1;
    return last < 0
        ? ""
        : brackets.charAt(last) == '}'
            ? "unexpected '}'"
            : "unexpected '}', expected '" + brackets.charAt(last) + "'";
  }

  boolean isClosed() {
    return closed;
  }

  /// Reads to the closing marker and returns the offset behind it.
  int run(Token.Type end, boolean block) {
    while (at < source.length()) {
      if (brackets.isEmpty() && !close.isEmpty() && closes(end, block)) {
        return at;
      }
      char c = source.charAt(at);
      if (PythonStrings.isSpace(c)) {
        at++;
      } else if (c >= '0' && c <= '9') {
        number();
      } else if (c == '"' || c == '\'') {
        string(c);
      } else if (Character.isUnicodeIdentifierStart(source.codePointAt(at)) || c == '_') {
        name();
      } else {
        operator(c);
      }
    }
    return at;
  }

  private boolean closes(Token.Type end, boolean block) {
    char c = source.charAt(at);
    boolean signed = (c == '-' || block && c == '+') && source.startsWith(close, at + 1);
    if (!signed && !source.startsWith(close, at)) {
      return false;
    }
    int start = at;
    endSign = signed ? c : 0;
    at += close.length() + (signed ? 1 : 0);
    add(end, "", Null.NULL, start);
    closed = true;
    return true;
  }

  private void add(Token.Type type, String text, Value value, int start) {
    tokens.add(new Token(type, text, value, start, at));
  }

  private void name() {
    int start = at;
    while (at < source.length()
        && (Character.isUnicodeIdentifierPart(source.codePointAt(at))
            && !Character.isIdentifierIgnorable(source.codePointAt(at)))) {
      at += Character.charCount(source.codePointAt(at));
    }
    add(Token.Type.NAME, source.substring(start, at).intern(), Null.NULL, start);
  }

  private void operator(char c) {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        if (operator.length() == 1) {
          balance(c);
        }
        int start = at;
        at += operator.length();
        add(Token.Type.OPERATOR, operator, Null.NULL, start);
        return;
      }
    }
    throw unexpected();
  }

  private SyntaxError unexpected() {
    String character = Character.toString(source.codePointAt(at));
    // Ansible doubles backslashes before Jinja2 counts
    long shown =
        before
            + at
            + (literals.raw() ? source.chars().limit(at).filter(c -> c == '\\').count() : 0);
    return new SyntaxError("unexpected char " + PythonText.quote(character) + " at " + shown, at);
  }

  private void balance(char c) {
    switch (c) {
      case '(' -> brackets.append(')');
      case '[' -> brackets.append(']');
      case '{' -> brackets.append('}');
      case ')', ']', '}' -> {
        int last = brackets.length() - 1;
        if (last < 0) {
          throw new SyntaxError("unexpected '" + c + "'", at);
        }
        if (brackets.charAt(last) != c) {
          throw new SyntaxError(
              "unexpected '" + c + "', expected '" + brackets.charAt(last) + "'", at);
        }
        brackets.setLength(last);
      }
      default -> {}
    }
  }

  private void string(char quote) {
    int start = at;
    int i = at + 1;
    boolean escaped = false;
    while (i < source.length() && source.charAt(i) != quote) {
      if (source.charAt(i) == '\\' && !literals.raw()) {
        escaped = true;
        i++;
      }
      i++;
    }
    if (i >= source.length()) {
      throw unexpected();
    }
    at = i + 1;
    String body = literals.lines().ended(source.substring(start + 1, i));
    add(Token.Type.STRING, "", Str.of(escaped ? unescape(body, start + 1) : body), start);
  }

  /// The text of a literal with Python's escapes.
  static String unescape(String body, int offset) {
    var out = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 >= body.length()) {
        out.append(c);
        continue;
      }
      char next = body.charAt(++i);
      switch (next) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'a' -> out.append((char) 7);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'v' -> out.append((char) 11);
        case '\\', '\'', '"' -> out.append(next);
        case '\n' -> {}
        case 'x' -> i = hex(body, i, 2, offset, out);
        case 'u' -> i = hex(body, i, 4, offset, out);
        case 'U' -> i = hex(body, i, 8, offset, out);
        default -> {
          if (next >= '0' && next <= '7') {
            i = octal(body, i, out);
          } else {
            out.append('\\').append(next);
          }
        }
      }
    }
    return out.toString();
  }

  private static int hex(String body, int at, int digits, int offset, StringBuilder out) {
    int end = at + 1 + digits;
    try {
      out.appendCodePoint(Integer.parseUnsignedInt(body, at + 1, end, 16));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new SyntaxError("truncated \\" + body.charAt(at) + " escape", offset + at);
    }
    return end - 1;
  }

  private static int octal(String body, int at, StringBuilder out) {
    int end = at;
    int code = 0;
    while (end < body.length()
        && end < at + 3
        && body.charAt(end) >= '0'
        && body.charAt(end) <= '7') {
      code = code * 8 + body.charAt(end++) - '0';
    }
    out.append((char) code);
    return end - 1;
  }

  private void number() {
    int start = at;
    char second = at + 1 < source.length() ? Character.toLowerCase(source.charAt(at + 1)) : 0;
    int radix = second == 'x' ? 16 : second == 'o' ? 8 : second == 'b' ? 2 : 10;
    if (source.charAt(at) == '0' && radix != 10) {
      int end = digits(at + 2, radix);
      if (end > at + 2) {
        at = end;
        addInteger(source.substring(start + 2, end), radix, start);
        return;
      }
    }
    int end = digits(at, 10);
    if (source.charAt(at) == '0') {
      // a number of several digits cannot begin with 0, but for zero itself
      int zeros = at;
      while (zeros < end && (source.charAt(zeros) == '0' || source.charAt(zeros) == '_')) {
        zeros++;
      }
      boolean isReal =
          zeros < source.length()
              && ".eE".indexOf(source.charAt(end < source.length() ? end : zeros)) >= 0;
      end = zeros < end && !isReal ? zeros : end;
    }
    boolean real = false;
    boolean afterDot = start > 0 && source.charAt(start - 1) == '.';
    if (!afterDot) {
      if (end + 1 < source.length() && source.charAt(end) == '.' && digits(end + 1, 10) > end + 1) {
        end = digits(end + 1, 10);
        real = true;
      }
      int exponent = exponent(end);
      real |= exponent > end;
      end = exponent;
    }
    at = end;
    String text = source.substring(start, end).replace("_", "");
    if (real) {
      add(Token.Type.REAL, text, Real.of(Double.parseDouble(text)), start);
    } else {
      addInteger(text, 10, start);
    }
  }

  private void addInteger(String digits, int radix, int start) {
    String clean = digits.replace("_", "").toLowerCase(Locale.ROOT);
    add(Token.Type.INTEGER, clean, Int.of(new BigInteger(clean, radix), Tag.NONE), start);
  }

  private int exponent(int from) {
    if (from >= source.length() || Character.toLowerCase(source.charAt(from)) != 'e') {
      return from;
    }
    int digits = from + 1;
    if (digits < source.length()
        && (source.charAt(digits) == '+' || source.charAt(digits) == '-')) {
      digits++;
    }
    int end = digits(digits, 10);
    return end > digits ? end : from;
  }

  /// The end of a run of digits with single underscores between them.
  private int digits(int from, int radix) {
    int i = from;
    while (i < source.length()) {
      char c = source.charAt(i);
      boolean digit = c < 128 && Character.digit(c, radix) >= 0;
      boolean joint =
          c == '_'
              && i > from
              && i + 1 < source.length()
              && source.charAt(i + 1) < 128
              && Character.digit(source.charAt(i + 1), radix) >= 0;
      if (!digit && !joint) {
        break;
      }
      i++;
    }
    return i;
  }
}
