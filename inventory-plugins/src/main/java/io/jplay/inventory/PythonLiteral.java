package io.jplay.inventory;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of INI inventories as `ast.literal_eval` reads them: numbers, quoted texts, lists,
/// tuples, sets, dictionaries, True, False, None. Anything else is not a literal, and the caller
/// keeps the text.
final class PythonLiteral {
  private static final int MAX_DEPTH = 100;
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
              + "|(?:\\d[\\d_]*)?\\.\\d[\\d_]*(?:[eE][+-]?\\d+)?|\\d[\\d_]*\\.?(?:[eE][+-]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  private final String text;
  private final Tag tag;
  private int at;

  private PythonLiteral(String text, Tag tag) {
    this.text = text;
    this.tag = tag;
  }

  /// The value, or empty when the text is no literal.
  static Optional<Value> parse(String text, Tag tag) {
    try {
      var parser = new PythonLiteral(text.strip(), tag);
      Value value = parser.tuple();
      parser.blanks();
      if (parser.at < parser.text.length() && parser.peek() != '#') {
        return Optional.empty();
      }
      return Optional.of(value);
    } catch (NotLiteral _) {
      return Optional.empty();
    }
  }

  private static final class NotLiteral extends Exception {
    private static final long serialVersionUID = 1;

    NotLiteral() {
      super("not a literal", null, false, false);
    }
  }

  /// Elements without parentheses (`1, 2`) make a tuple.
  private Value tuple() throws NotLiteral {
    Value first = value(0);
    blanks();
    if (peek() != ',') {
      return first;
    }
    var items = new ArrayList<>(List.of(first));
    while (peek() == ',') {
      at++;
      blanks();
      if (at == text.length() || peek() == '#') {
        break;
      }
      items.add(value(0));
      blanks();
    }
    return new Seq(items, Seq.Kind.TUPLE, tag);
  }

  private Value value(int depth) throws NotLiteral {
    if (depth > MAX_DEPTH) {
      throw new NotLiteral();
    }
    blanks();
    return switch (peek()) {
      case '[' -> new Seq(items(']', depth).items(), Seq.Kind.LIST, tag);
      case '(' -> parenthesized(depth);
      case '{' -> braces(depth);
      case '\'', '"' -> strings();
      case '+', '-' -> signed();
      default -> word();
    };
  }

  private record Items(List<Value> items, boolean trailingComma) {}

  private Items items(char close, int depth) throws NotLiteral {
    at++;
    var items = new ArrayList<Value>();
    boolean comma = false;
    blanks();
    while (peek() != close) {
      items.add(value(depth + 1));
      comma = separator(close);
    }
    at++;
    return new Items(items, comma);
  }

  /// Skips a comma; whether there was one. Without one the end must follow.
  private boolean separator(char close) throws NotLiteral {
    blanks();
    if (peek() == ',') {
      at++;
      blanks();
      return true;
    }
    if (peek() != close) {
      throw new NotLiteral();
    }
    return false;
  }

  private Value parenthesized(int depth) throws NotLiteral {
    Items items = items(')', depth);
    return items.items().size() == 1 && !items.trailingComma()
        ? items.items().getFirst()
        : new Seq(items.items(), Seq.Kind.TUPLE, tag);
  }

  private Value braces(int depth) throws NotLiteral {
    at++;
    var entries = new LinkedHashMap<Value, Value>();
    var members = new LinkedHashSet<Value>();
    blanks();
    while (peek() != '}') {
      Value key = value(depth + 1);
      if (key instanceof Seq || key instanceof Dict) {
        throw new NotLiteral();
      }
      blanks();
      if (peek() == ':') {
        at++;
        entries.put(key, value(depth + 1));
      } else {
        members.add(key);
      }
      separator('}');
    }
    at++;
    if (!entries.isEmpty() && !members.isEmpty()) {
      throw new NotLiteral();
    }
    return members.isEmpty()
        ? new Dict(entries, tag)
        : new Seq(new ArrayList<>(members), Seq.Kind.SET, tag);
  }

  private Value signed() throws NotLiteral {
    boolean negative = peek() == '-';
    at++;
    blanks();
    return switch (word()) {
      case Int i -> negative ? Int.of(i.bigValue().negate(), tag) : i;
      case Real r -> negative ? new Real(-r.value(), tag) : r;
      default -> throw new NotLiteral();
    };
  }

  private Value word() throws NotLiteral {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      at = number.end();
      if (WORD.matcher(text).region(at, text.length()).lookingAt()) {
        throw new NotLiteral();
      }
      return number(number.group());
    }
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      throw new NotLiteral();
    }
    at = word.end();
    return switch (word.group()) {
      case "True" -> new Bool(true, tag);
      case "False" -> new Bool(false, tag);
      case "None" -> new Null(tag);
      case "r", "R", "u", "U" -> prefixed(word.group().equalsIgnoreCase("r"));
      default -> throw new NotLiteral();
    };
  }

  private Value number(String digits) throws NotLiteral {
    if (digits.endsWith("_") || digits.contains("__")) {
      throw new NotLiteral();
    }
    String plain = digits.replace("_", "");
    int radix = radix(plain);
    if (radix != 10) {
      return Int.of(new BigInteger(plain.substring(2), radix), tag);
    }
    if (plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
      // Python refuses 007: such values stay texts.
      if (plain.length() > 1 && plain.startsWith("0") && !plain.matches("0+")) {
        throw new NotLiteral();
      }
      return Int.of(new BigInteger(plain), tag);
    }
    return new Real(Double.parseDouble(plain), tag);
  }

  private static int radix(String digits) {
    return digits.length() < 3 || digits.charAt(0) != '0'
        ? 10
        : switch (digits.charAt(1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 10;
        };
  }

  private Value prefixed(boolean raw) throws NotLiteral {
    if (peek() != '\'' && peek() != '"') {
      throw new NotLiteral();
    }
    var out = new StringBuilder();
    quoted(raw, out);
    return more(out);
  }

  private Value strings() throws NotLiteral {
    var out = new StringBuilder();
    quoted(false, out);
    return more(out);
  }

  /// Neighbouring texts join.
  private Value more(StringBuilder out) throws NotLiteral {
    blanks();
    while (peek() == '\'' || peek() == '"') {
      quoted(false, out);
      blanks();
    }
    return Template.ofTrusted(out.toString(), tag);
  }

  private void quoted(boolean raw, StringBuilder out) throws NotLiteral {
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    String end = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += end.length();
    while (!text.startsWith(end, at)) {
      if (at >= text.length() || (end.length() == 1 && text.charAt(at) == '\n')) {
        throw new NotLiteral();
      }
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(raw, out);
      } else {
        out.append(c);
      }
    }
    at += end.length();
  }

  private void escape(boolean raw, StringBuilder out) throws NotLiteral {
    char c = text.charAt(at++);
    if (raw) {
      out.append('\\').append(c);
      return;
    }
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\u000b');
      case 'x' -> out.appendCodePoint(hex(2));
      case 'u' -> out.appendCodePoint(hex(4));
      case 'U' -> out.appendCodePoint(hex(8));
      default -> {
        if (c >= '0' && c <= '7') {
          at--;
          out.append((char) octal());
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private int hex(int digits) throws NotLiteral {
    if (at + digits > text.length()) {
      throw new NotLiteral();
    }
    String code = text.substring(at, at + digits);
    at += digits;
    if (!code.matches("[0-9a-fA-F]+") || Long.parseLong(code, 16) > Character.MAX_CODE_POINT) {
      throw new NotLiteral();
    }
    return Integer.parseInt(code, 16);
  }

  private int octal() {
    int value = 0;
    for (int i = 0; i < 3 && at < text.length(); i++, at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '7') {
        break;
      }
      value = value * 8 + (c - '0');
    }
    return value;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
