package io.jplay.core.template;

import java.util.List;

/// Tokens read one after the other, with Jinja2's messages for those that do not fit.
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
    check();
  }

  /// Jinja2 cuts tokens only when they are read, so an error of the parser comes before one of the
  /// lexer further on.
  private void check() {
    Token token = tokens.get(at);
    if (token.type() == Token.Type.ERROR) {
      throw new SyntaxError(token.text(), token.offset());
    }
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.type() != Token.Type.END) {
      at++;
      check();
    }
    return token;
  }

  boolean is(Token.Type type) {
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
      next();
      return true;
    }
    return false;
  }

  boolean skipName(String name) {
    if (isName(name)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(Token.Type type) {
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
    return is(Token.Type.END)
        ? error("unexpected end of template, expected '" + what + "'.")
        : error("expected token '" + what + "', got '" + current().describe() + "'");
  }

  SyntaxError error(String message) {
    return new SyntaxError(message, current().offset());
  }
}
