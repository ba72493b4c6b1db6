package io.jplay.core.template;

import io.jplay.core.template.JsonQueryToken.Kind;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.JsonMistake;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Cuts a JMESPath expression into words, as Python's library does: a literal between backticks
/// that is no JSON counts as a text, which is how most playbooks write them.
final class JsonQueryLexer {
  private final int[] text;
  private final String query;
  private int at;

  JsonQueryLexer(String query) {
    this.query = query;
    text = query.codePoints().toArray();
  }

  List<JsonQueryToken> tokens() {
    var tokens = new ArrayList<JsonQueryToken>();
    while (at < text.length) {
      if (" \t\n\r".indexOf(text[at]) >= 0) {
        at++;
      } else {
        tokens.add(token());
      }
    }
    tokens.add(JsonQueryToken.of(Kind.EOF, "", text.length));
    return tokens;
  }

  private JsonQueryToken token() {
    int start = at;
    int c = text[at];
    if (isLetter(c)) {
      return word(Kind.UNQUOTED_IDENTIFIER, start);
    }
    if (isDigit(c) || c == '-') {
      return number();
    }
    return switch (c) {
      case '.' -> sign(Kind.DOT, ".");
      case '*' -> sign(Kind.STAR, "*");
      case ']' -> sign(Kind.RBRACKET, "]");
      case ',' -> sign(Kind.COMMA, ",");
      case ':' -> sign(Kind.COLON, ":");
      case '@' -> sign(Kind.CURRENT, "@");
      case '(' -> sign(Kind.LPAREN, "(");
      case ')' -> sign(Kind.RPAREN, ")");
      case '{' -> sign(Kind.LBRACE, "{");
      case '}' -> sign(Kind.RBRACE, "}");
      case '[' ->
          isNext(']')
              ? sign(Kind.FLATTEN, "[]")
              : isNext('?') ? sign(Kind.FILTER, "[?") : sign(Kind.LBRACKET, "[");
      case '|' -> isNext('|') ? sign(Kind.OR, "||") : sign(Kind.PIPE, "|");
      case '&' -> isNext('&') ? sign(Kind.AND, "&&") : sign(Kind.EXPREF, "&");
      case '<' -> isNext('=') ? sign(Kind.LTE, "<=") : sign(Kind.LT, "<");
      case '>' -> isNext('=') ? sign(Kind.GTE, ">=") : sign(Kind.GT, ">");
      case '!' -> isNext('=') ? sign(Kind.NE, "!=") : sign(Kind.NOT, "!");
      case '=' -> {
        if (!isNext('=')) {
          throw mistake("Unknown token '='", start);
        }
        yield sign(Kind.EQ, "==");
      }
      case '\'' -> new JsonQueryToken(Kind.LITERAL, Str.of(until('\'').replace("\\'", "'")), start);
      case '"' -> new JsonQueryToken(Kind.QUOTED_IDENTIFIER, name(start), start);
      case '`' -> new JsonQueryToken(Kind.LITERAL, literal(start), start);
      default -> throw mistake("Unknown token " + Character.toString(c), start);
    };
  }

  private boolean isNext(char c) {
    return at + 1 < text.length && text[at + 1] == c;
  }

  private JsonQueryToken sign(Kind kind, String sign) {
    int start = at;
    at += sign.length();
    return JsonQueryToken.of(kind, sign, start);
  }

  private JsonQueryToken word(Kind kind, int start) {
    while (at < text.length && (isLetter(text[at]) || isDigit(text[at]))) {
      at++;
    }
    return JsonQueryToken.of(kind, part(start, at), start);
  }

  private JsonQueryToken number() {
    int start = at++;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    if (text[start] == '-' && at == start + 1) {
      throw mistake("Unknown token '-'", start);
    }
    return new JsonQueryToken(
        Kind.NUMBER, Int.of(new BigInteger(part(start, at)), Tag.NONE), start);
  }

  /// What stands up to the same sign; a backslash keeps the sign behind it from being the end.
  private String until(int sign) {
    int start = at++;
    var found = new StringBuilder();
    while (true) {
      if (at < text.length && text[at] == '\\') {
        found.append('\\');
        at++;
      } else if (at < text.length && text[at] == sign) {
        at++;
        return found.toString();
      }
      if (at >= text.length) {
        throw mistake("Unclosed " + Character.toString(sign) + " delimiter", start);
      }
      found.appendCodePoint(text[at++]);
    }
  }

  private Value name(int start) {
    String written = '"' + until('"') + '"';
    try {
      return Json.read(written, Tag.NONE);
    } catch (IOException e) {
      throw mistake(JsonMistake.describe(written).replaceFirst("(?s):.*", ""), start);
    }
  }

  private Value literal(int start) {
    String written = until('`').replace("\\`", "`");
    try {
      return Json.read(written, Tag.NONE);
    } catch (IOException e) {
      return quoted(written, start);
    }
  }

  private Value quoted(String written, int start) {
    try {
      return Json.read('"' + PythonStrings.stripStart(written) + '"', Tag.NONE);
    } catch (IOException e) {
      throw mistake("Bad token " + written, start);
    }
  }

  private String part(int from, int to) {
    return new String(text, from, to - from);
  }

  private PythonError mistake(String what, int place) {
    return PythonError.value(
        "Bad jmespath expression: %s:\n%s\n%s^".formatted(what, query, " ".repeat(place)));
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
