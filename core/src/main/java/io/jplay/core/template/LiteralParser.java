package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads a text as a Python literal (`ast.literal_eval`), which is how Ansible turns the printed
/// form of a result back into data. With `json` it takes `true`, `false` and `null` too.
final class LiteralParser {
  private static final int DEPTH = 200;

  private final String text;
  private final boolean json;
  private final Tag tag;
  private int at;
  private int depth;

  private LiteralParser(String text, boolean json, Tag tag) {
    this.text = text;
    this.json = json;
    this.tag = tag;
  }

  /// No literal: the text stays a text.
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }

  /// The value, whose every part gets `tag`; empty when the text is no literal. A list, mapping or
  /// set as key or member of a set is none (like ansible-core 2.18 template/native_helpers.py).
  static Optional<Value> parse(String text, boolean json, Tag tag) {
    if (text.isEmpty() || isIndented(text) || endsIndented(text)) {
      return Optional.empty();
    }
    var parser = new LiteralParser(text, json, tag);
    try {
      Value value = parser.top();
      return parser.at < text.length() ? Optional.empty() : Optional.of(value);
    } catch (Malformed | SyntaxError e) {
      return Optional.empty();
    } catch (PythonError e) {
      if (e.kind() == PythonError.Kind.TYPE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Whether the first line that has anything, comments aside, begins with a blank, which Python
  /// takes for a mistake.
  private static boolean isIndented(String text) {
    for (String line : text.split("\n")) {
      String content = line.strip();
      if (!content.isEmpty() && content.charAt(0) != '#') {
        return line.charAt(0) == ' ' || line.charAt(0) == '\t';
      }
    }
    return text.charAt(0) == ' ' || text.charAt(0) == '\t';
  }

  /// Whether the last of several lines has nothing but blanks, which is a mistake, too.
  private static boolean endsIndented(String text) {
    int line = text.lastIndexOf('\n') + 1;
    return line > 0 && line < text.length() && text.substring(line).isBlank();
  }

  private Value top() {
    Value value = value();
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != ',') {
      return value;
    }
    var items = new ArrayList<Value>();
    items.add(value);
    while (eat(',')) {
      skipBlanks();
      if (at >= text.length()) {
        break;
      }
      items.add(value());
      skipBlanks();
    }
    return new Seq(items, Seq.Kind.TUPLE, tag);
  }

  private void skipBlanks() {
    while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComment())) {
      at = text.charAt(at) == '#' ? lineEnd() : at + 1;
    }
  }

  private boolean isComment() {
    return text.charAt(at) == '#';
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private boolean eat(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private Value value() {
    if (++depth > DEPTH) {
      throw new Malformed();
    }
    skipBlanks();
    if (at >= text.length()) {
      throw new Malformed();
    }
    char c = text.charAt(at);
    Value value =
        switch (c) {
          case '[' -> new Seq(items(']'), Seq.Kind.LIST, tag);
          case '(' -> parenthesis();
          case '{' -> braces();
          case '"', '\'' -> string();
          case '-', '+' -> signed(c);
          default -> c >= '0' && c <= '9' || c == '.' ? number() : word();
        };
    depth--;
    return value;
  }

  private List<Value> items(char close) {
    at++;
    var items = new ArrayList<Value>();
    while (!eat(close)) {
      items.add(value());
      if (!eat(',')) {
        if (!eat(close)) {
          throw new Malformed();
        }
        break;
      }
    }
    return items;
  }

  private Value parenthesis() {
    List<Value> items = items(')');
    boolean comma = PythonStrings.stripEnd(text.substring(0, at - 1)).endsWith(",");
    return items.size() == 1 && !comma ? items.getFirst() : new Seq(items, Seq.Kind.TUPLE, tag);
  }

  private Value braces() {
    at++;
    var map = new LinkedHashMap<Value, Value>();
    var members = new ArrayList<Value>();
    while (!eat('}')) {
      Value key = value();
      if (eat(':')) {
        map.put(PythonOps.hashable(key), value());
      } else if (!members.contains(PythonOps.hashable(key))) {
        members.add(key);
      }
      if (!eat(',')) {
        if (!eat('}')) {
          throw new Malformed();
        }
        break;
      }
    }
    if (members.isEmpty()) {
      return new Dict(map, tag);
    }
    if (!map.isEmpty()) {
      throw new Malformed();
    }
    return new Seq(members, Seq.Kind.SET, tag);
  }

  private Value string() {
    var out = new StringBuilder();
    while (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      String quote = String.valueOf(text.charAt(at));
      boolean triple = text.startsWith(quote.repeat(3), at);
      if (triple) {
        quote = quote.repeat(3);
      }
      at += quote.length();
      int start = at;
      while (!text.startsWith(quote, at)) {
        if (at >= text.length() || !triple && text.charAt(at) == '\n') {
          throw new Malformed();
        }
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      if (at > text.length()) {
        throw new Malformed();
      }
      out.append(ExpressionLexer.unescape(text.substring(start, at), start));
      at += quote.length();
      skipBlanks();
    }
    return new Str(out.toString(), tag);
  }

  private Value signed(char sign) {
    at++;
    skipBlanks();
    char next = at < text.length() ? text.charAt(at) : 0;
    if (!(next >= '0' && next <= '9' || next == '.')) {
      throw new Malformed();
    }
    Value number = number();
    return sign == '-' ? PythonNumbers.negate(number).withTag(tag) : number;
  }

  private Value number() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-')
              && Character.toLowerCase(text.charAt(at - 1)) == 'e'
              && !text.startsWith("0x", start);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && !exponentSign) {
        break;
      }
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_')
        || digits.startsWith("0x")
        || digits.startsWith("0X")
        || digits.startsWith("0o")
        || digits.startsWith("0b")) {
      BigInteger number = PythonNumbers.parseInteger(digits, 0).orElseThrow(Malformed::new);
      return Int.of(number, tag);
    }
    char last = digits.charAt(digits.length() - 1);
    if (!(last >= '0' && last <= '9' || last == '.')) {
      throw new Malformed();
    }
    return new Real(PythonNumbers.parseFloat(digits).orElseThrow(Malformed::new), tag);
  }

  private Value word() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "True" -> new Bool(true, tag);
      case "False" -> new Bool(false, tag);
      case "None" -> new Null(tag);
      case "true" -> json(new Bool(true, tag));
      case "false" -> json(new Bool(false, tag));
      case "null" -> json(new Null(tag));
      case "set" -> {
        if (!text.startsWith("()", at)) {
          throw new Malformed();
        }
        at += 2;
        yield new Seq(List.of(), Seq.Kind.SET, tag);
      }
      default -> throw new Malformed();
    };
  }

  private Value json(Value value) {
    if (!json) {
      throw new Malformed();
    }
    return value;
  }
}
