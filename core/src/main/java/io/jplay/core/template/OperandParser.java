package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads what operators are applied to: names, literals, brackets, and what may follow them
/// (attributes, subscripts, calls, filters, tests).
final class OperandParser {
  private static final Expr NONE = new Expr.Literal(Null.NULL);

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final Set<String> names = new HashSet<>();
  private final NameScopes scopes = new NameScopes();

  OperandParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /// All names read so far; a macro looks for `varargs` and `kwargs` in them.
  Set<String> names() {
    return names;
  }

  NameScopes scopes() {
    return scopes;
  }

  /// A list of literals that is only compared with cannot be changed, so it is made once.
  static Expr constant(Expr expression) {
    if (expression instanceof Expr.ListOf list
        && list.items().stream().allMatch(Expr.Literal.class::isInstance)) {
      List<Value> items = list.items().stream().map(e -> ((Expr.Literal) e).value()).toList();
      return new Expr.Literal(new Seq(items, list.kind(), Tag.NONE));
    }
    return expression;
  }

  Expr primary() {
    Token token = tokens.current();
    switch (token.type()) {
      case NAME -> {
        tokens.next();
        return name(token);
      }
      case STRING -> {
        tokens.next();
        if (!tokens.is(Token.Type.STRING)) {
          return new Expr.Literal(token.value());
        }
        var text = new StringBuilder(PythonText.str(token.value()));
        while (tokens.is(Token.Type.STRING)) {
          text.append(PythonText.str(tokens.next().value()));
        }
        return new Expr.Literal(Str.of(text.toString()));
      }
      case INTEGER, REAL -> {
        tokens.next();
        return new Expr.Literal(token.value());
      }
      case OPERATOR -> {
        switch (token.text()) {
          case "(" -> {
            tokens.next();
            Expr inner = expressions.tuple(true, "", true);
            tokens.expectOperator(")");
            return inner;
          }
          case "[" -> {
            return list();
          }
          case "{" -> {
            return dict();
          }
          default -> throw tokens.error("unexpected '" + token.describe() + "'");
        }
      }
      case DATA, VARIABLE_START, VARIABLE_END, BLOCK_START, BLOCK_END, END, ERROR ->
          throw tokens.error("unexpected '" + token.describe() + "'");
    }
    throw new IllegalStateException(token.toString());
  }

  private Expr name(Token token) {
    return switch (token.text()) {
      case "true", "True" -> new Expr.Literal(Bool.of(true));
      case "false", "False" -> new Expr.Literal(Bool.of(false));
      case "none", "None" -> NONE;
      default -> {
        names.add(token.text());
        scopes.read(token.text());
        yield new Expr.Name(token.text(), token.offset());
      }
    };
  }

  private Expr list() {
    tokens.expectOperator("[");
    var items = new ArrayList<Expr>();
    while (!tokens.isOperator("]")) {
      if (!items.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.isOperator("]")) {
          break;
        }
      }
      items.add(expressions.expression());
    }
    tokens.expectOperator("]");
    return new Expr.ListOf(List.copyOf(items), Seq.Kind.LIST);
  }

  private Expr dict() {
    int offset = tokens.current().offset();
    tokens.expectOperator("{");
    var keys = new ArrayList<Expr>();
    var values = new ArrayList<Expr>();
    while (!tokens.isOperator("}")) {
      if (!keys.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.isOperator("}")) {
          break;
        }
      }
      keys.add(expressions.expression());
      tokens.expectOperator(":");
      values.add(expressions.expression());
    }
    tokens.expectOperator("}");
    return new Expr.DictOf(List.copyOf(keys), List.copyOf(values), offset);
  }

  Expr postfix(Expr value) {
    Expr result = value;
    while (true) {
      Token token = tokens.current();
      if (token.isOperator(".")) {
        result = member(result);
      } else if (token.isOperator("[")) {
        result = subscript(result);
      } else if (token.isOperator("(")) {
        if (result instanceof Expr.Attribute method && Methods.changes(method.name())) {
          scopes.change();
        }
        result = new Expr.Call(result, arguments(), place(result, token));
      } else {
        return result;
      }
    }
  }

  /// A call is shown at the name of what is called.
  private static int place(Expr called, Token bracket) {
    return switch (called) {
      case Expr.Name name -> name.offset();
      case Expr.Attribute attribute -> attribute.offset();
      default -> bracket.offset();
    };
  }

  Expr filters(Expr value) {
    Expr result = value;
    while (true) {
      Token token = tokens.current();
      if (token.isOperator("|")) {
        tokens.next();
        result = filter(result);
      } else if (token.isName("is")) {
        result = test(result);
      } else if (token.isOperator("(")) {
        result = new Expr.Call(result, arguments(), place(result, token));
      } else {
        return result;
      }
    }
  }

  private Expr member(Expr object) {
    tokens.expectOperator(".");
    Token token = tokens.current();
    if (token.type() == Token.Type.NAME) {
      tokens.next();
      return new Expr.Attribute(object, Str.of(token.text()), token.offset());
    }
    if (token.type() != Token.Type.INTEGER) {
      throw tokens.error("expected name or number");
    }
    tokens.next();
    return new Expr.Item(object, new Expr.Literal(token.value()), token.offset());
  }

  private Expr subscript(Expr object) {
    int offset = tokens.current().offset();
    tokens.expectOperator("[");
    var keys = new ArrayList<Expr>();
    while (!tokens.isOperator("]")) {
      if (!keys.isEmpty()) {
        tokens.expectOperator(",");
      }
      Expr first = tokens.isOperator(":") ? NONE : expressions.expression();
      if (tokens.isOperator(":")) {
        Expr stop = bound();
        Expr step = tokens.isOperator(":") ? bound() : NONE;
        tokens.expectOperator("]");
        return new Expr.Slice(object, first, stop, step, offset);
      }
      keys.add(first);
    }
    tokens.expectOperator("]");
    if (keys.isEmpty()) {
      throw tokens.error("expected subscript expression");
    }
    Expr key =
        keys.size() == 1
            ? keys.getFirst()
            : constant(new Expr.ListOf(List.copyOf(keys), Seq.Kind.TUPLE));
    return new Expr.Item(object, key, offset);
  }

  private Expr bound() {
    tokens.expectOperator(":");
    return tokens.isOperator(":") || tokens.isOperator("]") ? NONE : expressions.expression();
  }

  private Arguments arguments() {
    tokens.expectOperator("(");
    var positional = new ArrayList<Arguments.Positional>();
    var named = new ArrayList<Arguments.Named>();
    boolean first = true;
    while (!tokens.isOperator(")")) {
      if (!first) {
        tokens.expectOperator(",");
        if (tokens.isOperator(")")) {
          break;
        }
      }
      first = false;
      boolean spreadList = positional.stream().anyMatch(Arguments.Positional::spread);
      boolean spreadNames = named.stream().anyMatch(n -> n.name().isEmpty());
      // as Python: nothing behind `**`, and only names behind `*` and the first name
      if (spreadNames) {
        throw tokens.error("invalid syntax for function call expression");
      }
      if (tokens.skipOperator("**")) {
        named.add(new Arguments.Named("", expressions.expression()));
      } else if (tokens.is(Token.Type.NAME) && tokens.following().isOperator("=")) {
        String name = tokens.next().text();
        tokens.next();
        named.add(new Arguments.Named(name, expressions.expression()));
      } else if (!spreadList && tokens.skipOperator("*")) {
        positional.add(new Arguments.Positional(expressions.expression(), true));
      } else if (!spreadList && named.isEmpty()) {
        positional.add(new Arguments.Positional(expressions.expression(), false));
      } else {
        throw tokens.error("invalid syntax for function call expression");
      }
    }
    tokens.expectOperator(")");
    return Arguments.of(positional, named);
  }

  private String dottedName() {
    String name = tokens.expect(Token.Type.NAME).text();
    if (!tokens.isOperator(".")) {
      return name;
    }
    var dotted = new StringBuilder(name);
    while (tokens.skipOperator(".")) {
      dotted.append('.').append(tokens.expect(Token.Type.NAME).text());
    }
    return dotted.toString();
  }

  /// A filter's name and arguments, applied to a value; the `|` was read.
  Expr filter(Expr input) {
    int offset = tokens.current().offset();
    String name = dottedName();
    Arguments arguments = tokens.isOperator("(") ? arguments() : Arguments.NONE;
    return new Expr.FilterCall(input, name, arguments, offset);
  }

  /// Further filters, while there is a `|`.
  Expr moreFilters(Expr input) {
    Expr result = input;
    while (tokens.skipOperator("|")) {
      result = filter(result);
    }
    return result;
  }

  private Expr test(Expr input) {
    tokens.expectName("is");
    boolean negated = tokens.skipName("not");
    int offset = tokens.current().offset();
    String name = dottedName();
    Arguments arguments = Arguments.NONE;
    if (tokens.isOperator("(")) {
      arguments = arguments();
    } else if (startsArgument(tokens.current())) {
      if (tokens.isName("is")) {
        throw tokens.error("You cannot chain multiple tests with is");
      }
      Expr argument = postfix(primary());
      arguments = Arguments.of(List.of(new Arguments.Positional(argument, false)), List.of());
    }
    return new Expr.TestCall(input, name, arguments, negated, offset);
  }

  private static boolean startsArgument(Token token) {
    return switch (token.type()) {
      case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
      case STRING, INTEGER, REAL -> true;
      case OPERATOR -> token.isOperator("[") || token.isOperator("{");
      case DATA, VARIABLE_START, VARIABLE_END, BLOCK_START, BLOCK_END, END, ERROR -> false;
    };
  }
}
