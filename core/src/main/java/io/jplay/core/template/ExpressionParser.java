package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import java.util.ArrayList;
import java.util.List;

/// Reads expressions by recursive descent, with the grammar and precedence of Jinja2 3.1: operators
/// here, what they are applied to in [OperandParser].
final class ExpressionParser {
  private static final int DEPTH = 150;

  /// The value of `a if b` without `else`, as Jinja2 has it: prints nothing, is false.
  private static final Expr NO_ELSE =
      new Expr.Literal(
          new Undefined(
              TemplateRun.SILENT,
              "the inline if-expression evaluated to false and no else section was defined.",
              Tag.NONE));

  private final TokenStream tokens;
  private final OperandParser operands;
  private int depth;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    operands = new OperandParser(tokens, this);
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
      case 1 ->
          Operator.binary(
              operators.getFirst(), first, OperandParser.constant(rest.getFirst()), offset);
      default -> new Operator.Chain(first, operators, rest, offset);
    };
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
      value = operands.primary();
    }
    value = operands.postfix(value);
    return withFilters ? operands.filters(value) : value;
  }

  private static Expr signed(boolean negative, Expr operand, int offset) {
    if (operand instanceof Expr.Literal l && PythonNumbers.isNumber(l.value())) {
      return new Expr.Literal(
          negative ? PythonNumbers.negate(l.value()) : PythonNumbers.positive(l.value()));
    }
    return negative ? new Operator.Negate(operand, offset) : new Operator.Plus(operand, offset);
  }

  /// Reads what operators are applied to, and its filters.
  OperandParser operands() {
    return operands;
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
    return OperandParser.constant(new Expr.ListOf(List.copyOf(items), Seq.Kind.TUPLE));
  }

  private boolean endsTuple(String stop) {
    return tokens.is(Token.Type.VARIABLE_END)
        || tokens.is(Token.Type.BLOCK_END)
        || tokens.isOperator(")")
        || !stop.isEmpty() && tokens.isName(stop);
  }
}
