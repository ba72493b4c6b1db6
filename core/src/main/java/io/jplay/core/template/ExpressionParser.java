package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads expressions by recursive descent, with the grammar and precedence of Jinja2 3.1.
final class ExpressionParser {
  private static final int DEPTH = 150;
  private static final Expr NONE = new Expr.Literal(Null.NULL);

  /// The value of `a if b` without `else`, as Jinja2 has it: prints nothing, is false.
  private static final Expr NO_ELSE =
      new Expr.Literal(
          new Undefined(
              TemplateRun.SILENT,
              "the inline if-expression evaluated to false and no else section was defined.",
              Tag.NONE));

  private final TokenStream tokens;
  private final Set<String> names = new HashSet<>();
  private int depth;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /// All names read so far; a macro looks for `varargs` and `kwargs` in them.
  Set<String> names() {
    return names;
  }

  Expr expression() {
    return conditional();
  }

  private void enter() {
    if (++depth > DEPTH) {
      throw tokens.error("the expression is nested too deeply");
    }
  }

  private Expr conditional() {
    enter();
    Expr value = or();
    while (tokens.skipName("if")) {
      Expr condition = or();
      Expr otherwise = tokens.skipName("else") ? conditional() : NO_ELSE;
      value = new Expr.Conditional(condition, value, otherwise);
    }
    depth--;
    return value;
  }

  private Expr or() {
    Expr left = and();
    while (tokens.isName("or")) {
      int offset = tokens.next().offset();
      left = new Operator.Or(left, and(), offset);
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (tokens.isName("and")) {
      int offset = tokens.next().offset();
      left = new Operator.And(left, not(), offset);
    }
    return left;
  }

  private Expr not() {
    if (!tokens.isName("not")) {
      return comparison();
    }
    enter();
    int offset = tokens.next().offset();
    Expr operand = not();
    depth--;
    return new Operator.Not(operand, offset);
  }

  private Expr comparison() {
    Expr first = sum();
    int offset = tokens.current().offset();
    var operators = new ArrayList<Operator>(0);
    var rest = new ArrayList<Expr>(0);
    while (true) {
      Token token = tokens.current();
      if (token.isName("not") && tokens.following().isName("in")) {
        tokens.next();
        tokens.next();
        operators.add(Operator.NOT_IN);
      } else if (token.isName("in")) {
        tokens.next();
        operators.add(Operator.IN);
      } else if (token.type() == Token.Type.OPERATOR && comparison(token.text()) != Operator.ADD) {
        tokens.next();
        operators.add(comparison(token.text()));
      } else {
        break;
      }
      rest.add(sum());
    }
    return switch (operators.size()) {
      case 0 -> first;
      case 1 -> Operator.binary(operators.getFirst(), first, constant(rest.getFirst()), offset);
      default -> new Operator.Chain(first, operators, rest, offset);
    };
  }

  /// A list of literals that is only compared with cannot be changed, so it is made once.
  private static Expr constant(Expr expression) {
    if (expression instanceof Expr.ListOf list
        && list.items().stream().allMatch(Expr.Literal.class::isInstance)) {
      List<Value> items = list.items().stream().map(e -> ((Expr.Literal) e).value()).toList();
      return new Expr.Literal(new Seq(items, list.kind(), Tag.NONE));
    }
    return expression;
  }

  /// The comparison of a symbol; ADD when it is none.
  private static Operator comparison(String symbol) {
    return switch (symbol) {
      case "==" -> Operator.EQUAL;
      case "!=" -> Operator.UNEQUAL;
      case "<" -> Operator.LESS;
      case ">" -> Operator.GREATER;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      default -> Operator.ADD;
    };
  }

  private Expr sum() {
    Expr left = concatenation();
    while (tokens.isOperator("+") || tokens.isOperator("-")) {
      Token token = tokens.next();
      Operator operator = token.text().equals("+") ? Operator.ADD : Operator.SUBTRACT;
      left = Operator.binary(operator, left, concatenation(), token.offset());
    }
    return left;
  }

  private Expr concatenation() {
    Expr first = product();
    if (!tokens.isOperator("~")) {
      return first;
    }
    int offset = tokens.current().offset();
    var parts = new ArrayList<Expr>(List.of(first));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return new Expr.Concat(parts, offset);
  }

  private Expr product() {
    Expr left = power();
    while (true) {
      Token token = tokens.current();
      Operator operator =
          token.type() != Token.Type.OPERATOR
              ? Operator.EQUAL
              : switch (token.text()) {
                case "*" -> Operator.MULTIPLY;
                case "/" -> Operator.DIVIDE;
                case "//" -> Operator.FLOOR_DIVIDE;
                case "%" -> Operator.MODULO;
                default -> Operator.EQUAL;
              };
      if (operator == Operator.EQUAL) {
        return left;
      }
      tokens.next();
      left = Operator.binary(operator, left, power(), token.offset());
    }
  }

  private Expr power() {
    Expr left = unary(true);
    while (tokens.isOperator("**")) {
      int offset = tokens.next().offset();
      left = Operator.binary(Operator.POWER, left, unary(true), offset);
    }
    return left;
  }

  private Expr unary(boolean withFilters) {
    Token token = tokens.current();
    Expr value;
    if (token.isOperator("-") || token.isOperator("+")) {
      enter();
      tokens.next();
      Expr operand = unary(false);
      depth--;
      value = signed(token.isOperator("-"), operand, token.offset());
    } else {
      value = primary();
    }
    value = postfix(value);
    return withFilters ? filters(value) : value;
  }

  private static Expr signed(boolean negative, Expr operand, int offset) {
    if (operand instanceof Expr.Literal l && PythonNumbers.isNumber(l.value())) {
      return new Expr.Literal(
          negative ? PythonNumbers.negate(l.value()) : PythonNumbers.positive(l.value()));
    }
    return negative ? new Operator.Negate(operand, offset) : new Operator.Plus(operand, offset);
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
            Expr inner = tuple(true, "", true);
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
      items.add(expression());
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
      keys.add(expression());
      tokens.expectOperator(":");
      values.add(expression());
    }
    tokens.expectOperator("}");
    return new Expr.DictOf(List.copyOf(keys), List.copyOf(values), offset);
  }

  /// One expression, or several with commas between them as a tuple. `stop` is a name that ends it;
  /// `explicit`: within brackets, where it may be empty.
  Expr tuple(boolean withConditional, String stop, boolean explicit) {
    var items = new ArrayList<Expr>();
    boolean isTuple = false;
    while (true) {
      if (!items.isEmpty()) {
        tokens.expectOperator(",");
      }
      if (endsTuple(stop)) {
        break;
      }
      items.add(withConditional ? expression() : or());
      if (!tokens.isOperator(",")) {
        break;
      }
      isTuple = true;
    }
    if (!isTuple) {
      if (!items.isEmpty()) {
        return items.getFirst();
      }
      if (!explicit) {
        throw tokens.error("Expected an expression, got '" + tokens.current().describe() + "'");
      }
    }
    return constant(new Expr.ListOf(List.copyOf(items), Seq.Kind.TUPLE));
  }

  private boolean endsTuple(String stop) {
    return tokens.is(Token.Type.VARIABLE_END)
        || tokens.is(Token.Type.BLOCK_END)
        || tokens.isOperator(")")
        || !stop.isEmpty() && tokens.isName(stop);
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
        result = new Expr.Call(result, arguments(), token.offset());
      } else {
        return result;
      }
    }
  }

  private Expr filters(Expr value) {
    Expr result = value;
    while (true) {
      Token token = tokens.current();
      if (token.isOperator("|")) {
        tokens.next();
        result = filter(result);
      } else if (token.isName("is")) {
        result = test(result);
      } else if (token.isOperator("(")) {
        result = new Expr.Call(result, arguments(), token.offset());
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
      return new Expr.Attribute(object, token.text(), token.offset());
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
      Expr first = tokens.isOperator(":") ? NONE : expression();
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
    return tokens.isOperator(":") || tokens.isOperator("]") ? NONE : expression();
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
      if (tokens.skipOperator("*")) {
        positional.add(new Arguments.Positional(expression(), true));
      } else if (tokens.skipOperator("**")) {
        named.add(new Arguments.Named("", expression()));
      } else if (tokens.is(Token.Type.NAME) && tokens.following().isOperator("=")) {
        String name = tokens.next().text();
        tokens.next();
        named.add(new Arguments.Named(name, expression()));
      } else if (named.isEmpty()) {
        positional.add(new Arguments.Positional(expression(), false));
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
