package io.jplay.core.template;

import static io.jplay.core.template.JsonQueryToken.Kind.COLON;
import static io.jplay.core.template.JsonQueryToken.Kind.COMMA;
import static io.jplay.core.template.JsonQueryToken.Kind.DOT;
import static io.jplay.core.template.JsonQueryToken.Kind.EOF;
import static io.jplay.core.template.JsonQueryToken.Kind.FILTER;
import static io.jplay.core.template.JsonQueryToken.Kind.FLATTEN;
import static io.jplay.core.template.JsonQueryToken.Kind.LBRACE;
import static io.jplay.core.template.JsonQueryToken.Kind.LBRACKET;
import static io.jplay.core.template.JsonQueryToken.Kind.LPAREN;
import static io.jplay.core.template.JsonQueryToken.Kind.NUMBER;
import static io.jplay.core.template.JsonQueryToken.Kind.QUOTED_IDENTIFIER;
import static io.jplay.core.template.JsonQueryToken.Kind.RBRACE;
import static io.jplay.core.template.JsonQueryToken.Kind.RBRACKET;
import static io.jplay.core.template.JsonQueryToken.Kind.RPAREN;
import static io.jplay.core.template.JsonQueryToken.Kind.STAR;
import static io.jplay.core.template.JsonQueryToken.Kind.UNQUOTED_IDENTIFIER;

import io.jplay.core.template.JsonQueryToken.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads a JMESPath expression by the binding powers of its words. The grammar is the one that
/// Python's library takes, which is wider than the written one: commas between arguments may be
/// missing, and `!` binds closer than a dot.
final class JsonQueryParser {
  /// Words that bind less end a projection.
  private static final int PROJECTION_STOP = 10;

  private static final int DEEPEST = 400;
  private static final JsonQueryNode CURRENT = new JsonQueryNode.Current();

  private final String query;
  private final List<JsonQueryToken> tokens;
  private int at;
  private int depth;

  private JsonQueryParser(String query) {
    this.query = query;
    tokens = new JsonQueryLexer(query).tokens();
  }

  static JsonQueryNode parse(String query) {
    if (query.isEmpty()) {
      throw PythonError.value("Invalid JMESPath expression: cannot be empty.");
    }
    var parser = new JsonQueryParser(query);
    JsonQueryNode all = parser.expression(0);
    if (parser.kind() != EOF) {
      throw parser.mistake("Unexpected token: " + parser.token().text());
    }
    return all;
  }

  private JsonQueryNode expression(int power) {
    if (++depth > DEEPEST) {
      throw PythonError.limit("JMESPath expression is nested too deeply");
    }
    JsonQueryNode left = first(tokens.get(at++));
    while (power < kind().power()) {
      left = next(left);
    }
    depth--;
    return left;
  }

  /// What begins an expression.
  private JsonQueryNode first(JsonQueryToken token) {
    return switch (token.kind()) {
      case LITERAL -> new JsonQueryNode.Literal(token.value());
      case UNQUOTED_IDENTIFIER -> new JsonQueryNode.Field(token.text());
      case QUOTED_IDENTIFIER -> {
        if (kind() == LPAREN) {
          throw mistake("Quoted identifier not allowed for function names.", token(), 0);
        }
        yield new JsonQueryNode.Field(token.text());
      }
      case STAR ->
          new JsonQueryNode.Values(CURRENT, kind() == RBRACKET ? CURRENT : projected(STAR.power()));
      case FILTER -> filter(CURRENT);
      case LBRACE -> multiMap();
      case LPAREN -> {
        JsonQueryNode inner = expression(0);
        match(RPAREN);
        yield inner;
      }
      case FLATTEN -> flatten(CURRENT);
      case NOT -> new JsonQueryNode.Not(expression(token.kind().power()));
      case LBRACKET -> bracket();
      case CURRENT -> CURRENT;
      case EXPREF -> new JsonQueryNode.Reference(expression(0));
      case EOF -> throw incomplete();
      default -> throw mistake("invalid token", token, token.start());
    };
  }

  /// What goes on behind an expression.
  private JsonQueryNode next(JsonQueryNode left) {
    JsonQueryToken token = tokens.get(at++);
    int power = token.kind().power();
    return switch (token.kind()) {
      case DOT -> {
        if (kind() == STAR) {
          at++;
          yield new JsonQueryNode.Values(left, projected(power));
        }
        yield new JsonQueryNode.Chain(left, member(power), false);
      }
      case PIPE -> new JsonQueryNode.Chain(left, expression(power), false);
      case OR -> new JsonQueryNode.Or(left, expression(power));
      case AND -> new JsonQueryNode.And(left, expression(power));
      case EQ, NE, GT, GTE, LT, LTE ->
          new JsonQueryNode.Comparison(token.text(), left, expression(power));
      case LPAREN -> function(left);
      case FILTER -> filter(left);
      case FLATTEN -> flatten(left);
      case LBRACKET -> indexed(left);
      default -> throw mistake("invalid token", token, token.start());
    };
  }

  private JsonQueryNode flatten(JsonQueryNode left) {
    return new JsonQueryNode.Projection(
        new JsonQueryNode.Flatten(left), projected(FLATTEN.power()));
  }

  private JsonQueryNode filter(JsonQueryNode left) {
    JsonQueryNode condition = expression(0);
    match(RBRACKET);
    return new JsonQueryNode.Filter(
        left, condition, kind() == FLATTEN ? CURRENT : projected(FILTER.power()));
  }

  /// `[` at the beginning of an expression.
  private JsonQueryNode bracket() {
    if (kind() == NUMBER || kind() == COLON) {
      return withSliceProjected(CURRENT, index());
    }
    if (kind() == STAR && tokens.get(at + 1).kind() == RBRACKET) {
      at += 2;
      return new JsonQueryNode.Projection(CURRENT, projected(STAR.power()));
    }
    return multiList();
  }

  /// `[` behind an expression. Behind another index a slice is no projection.
  private JsonQueryNode indexed(JsonQueryNode left) {
    if (kind() == NUMBER || kind() == COLON) {
      JsonQueryNode right = index();
      return left instanceof JsonQueryNode.Chain chain && chain.isIndex()
          ? new JsonQueryNode.Chain(left, right, true)
          : withSliceProjected(left, right);
    }
    match(STAR);
    match(RBRACKET);
    return new JsonQueryNode.Projection(left, projected(STAR.power()));
  }

  private JsonQueryNode withSliceProjected(JsonQueryNode left, JsonQueryNode right) {
    var chain = new JsonQueryNode.Chain(left, right, true);
    return right instanceof JsonQueryNode.Slice
        ? new JsonQueryNode.Projection(chain, projected(STAR.power()))
        : chain;
  }

  private JsonQueryNode index() {
    if (kind() == COLON || tokens.get(at + 1).kind() == COLON) {
      return slice();
    }
    BigInteger number = PythonNumbers.big(tokens.get(at++).value());
    match(RBRACKET);
    return new JsonQueryNode.Index(number);
  }

  private JsonQueryNode slice() {
    var parts =
        new ArrayList<Optional<BigInteger>>(
            List.of(Optional.empty(), Optional.empty(), Optional.empty()));
    for (int part = 0; kind() != RBRACKET; at++) {
      if (kind() == COLON && part < 2) {
        part++;
      } else if (kind() == NUMBER) {
        parts.set(part, Optional.of(PythonNumbers.big(token().value())));
      } else {
        throw mistake("syntax error");
      }
    }
    match(RBRACKET);
    return new JsonQueryNode.Slice(parts);
  }

  private JsonQueryNode function(JsonQueryNode left) {
    if (!(left instanceof JsonQueryNode.Field name)) {
      JsonQueryToken before = tokens.get(at - 2);
      throw mistake("Invalid function name '" + before.text() + "'", before, before.start());
    }
    var arguments = new ArrayList<JsonQueryNode>();
    while (kind() != RPAREN) {
      arguments.add(expression(0));
      if (kind() == COMMA) {
        at++;
      }
    }
    match(RPAREN);
    return new JsonQueryNode.Function(name.name(), arguments);
  }

  private JsonQueryNode multiList() {
    var items = new ArrayList<JsonQueryNode>();
    items.add(expression(0));
    while (kind() != RBRACKET) {
      match(COMMA);
      items.add(expression(0));
    }
    match(RBRACKET);
    return new JsonQueryNode.MultiList(items);
  }

  private JsonQueryNode multiMap() {
    var entries = new LinkedHashMap<String, JsonQueryNode>();
    while (true) {
      JsonQueryToken key = token();
      if (key.kind() != QUOTED_IDENTIFIER && key.kind() != UNQUOTED_IDENTIFIER) {
        throw unexpected("['quoted_identifier', 'unquoted_identifier']");
      }
      at++;
      match(COLON);
      entries.put(key.text(), expression(0));
      if (kind() == COMMA) {
        at++;
      } else if (kind() == RBRACE) {
        at++;
        return new JsonQueryNode.MultiMap(entries);
      }
    }
  }

  /// What each element of a projection goes through.
  private JsonQueryNode projected(int power) {
    if (kind().power() < PROJECTION_STOP) {
      return CURRENT;
    }
    if (kind() == LBRACKET || kind() == FILTER) {
      return expression(power);
    }
    if (kind() != DOT) {
      throw mistake("syntax error");
    }
    at++;
    return member(power);
  }

  /// What stands behind a dot.
  private JsonQueryNode member(int power) {
    return switch (kind()) {
      case QUOTED_IDENTIFIER, UNQUOTED_IDENTIFIER, STAR -> expression(power);
      case LBRACKET -> {
        at++;
        yield multiList();
      }
      case LBRACE -> {
        at++;
        yield multiMap();
      }
      default ->
          throw mistake(
              "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: "
                  + kind().label());
    };
  }

  private JsonQueryToken token() {
    return tokens.get(at);
  }

  private Kind kind() {
    return token().kind();
  }

  private void match(Kind wanted) {
    if (kind() != wanted) {
      throw unexpected(wanted.label());
    }
    at++;
  }

  private PythonError unexpected(String wanted) {
    return kind() == EOF
        ? incomplete()
        : mistake("Expecting: " + wanted + ", got: " + kind().label());
  }

  private PythonError incomplete() {
    return PythonError.value(
        "Invalid jmespath expression: Incomplete expression:\n\"%s\"\n%s^"
            .formatted(query, " ".repeat(query.codePointCount(0, query.length()) + 1)));
  }

  private PythonError mistake(String what) {
    return mistake(what, token(), token().start());
  }

  private PythonError mistake(String what, JsonQueryToken token, int column) {
    return PythonError.value(
        "%s: Parse error at column %d, token \"%s\" (%s), for expression:\n\"%s\"\n%s^"
            .formatted(
                what, column, token.text(), token.kind().name(), query, " ".repeat(column + 1)));
  }
}
