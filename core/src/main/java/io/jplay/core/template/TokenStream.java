package io.jplay.core.template;

import io.jplay.core.template.Token.Type;
import java.util.List;

/// Tokens read one after the other, with Jinja2's messages for those that do not fit.
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.type() != Type.END) {
      at++;
    }
    return token;
  }

  boolean is(Type type) {
    return current().type() == type;
  }

  boolean isOperator(String symbol) {
    return current().isOperator(symbol);
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean skipOperator(String symbol) {
    if (isOperator(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  boolean skipName(String name) {
    if (isName(name)) {
      at++;
      return true;
    }
    return false;
  }

  Token expect(Type type) {
    if (!is(type)) {
      throw expected(type.title());
    }
    return next();
  }

  void expectOperator(String symbol) {
    if (!skipOperator(symbol)) {
      throw expected(symbol);
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw expected(name);
    }
  }

  private SyntaxError expected(String what) {
    return is(Type.END)
        ? error("unexpected end of template, expected '" + what + "'.")
        : error("expected token '" + what + "', got '" + current().describe() + "'");
  }

  SyntaxError error(String message) {
    return new SyntaxError(message, current().offset());
  }
}
