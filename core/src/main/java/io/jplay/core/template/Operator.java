package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;

/// The operators of expressions and their nodes.
enum Operator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  MODULO("%"),
  POWER("**"),
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  GREATER(">"),
  LESS_OR_EQUAL("<="),
  GREATER_OR_EQUAL(">="),
  IN("in"),
  NOT_IN("not in");

  private static final Bool TRUE = Bool.of(true);
  private static final Bool FALSE = Bool.of(false);

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  static Bool bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  Value apply(Value a, Value b) {
    return switch (this) {
      case ADD -> PythonOperators.add(a, b);
      case SUBTRACT -> PythonOperators.subtract(a, b);
      case MULTIPLY -> PythonOperators.multiply(a, b);
      case DIVIDE -> PythonNumbers.divide(a, b);
      case FLOOR_DIVIDE -> PythonNumbers.floorDivide(a, b);
      case MODULO -> a instanceof Str s ? PythonFormat.percent(s, b) : PythonNumbers.modulo(a, b);
      case POWER -> PythonNumbers.power(a, b);
      case EQUAL, UNEQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL, IN, NOT_IN ->
          bool(holds(a, b));
    };
  }

  /// The truth of a comparison.
  boolean holds(Value a, Value b) {
    return switch (this) {
      case EQUAL -> PythonOps.equal(a, b);
      case UNEQUAL -> !PythonOps.equal(a, b);
      case LESS -> PythonOps.compare(a, b, symbol) < 0;
      case GREATER -> PythonOps.compare(a, b, symbol) > 0 && !isNan(a) && !isNan(b);
      case LESS_OR_EQUAL -> PythonOps.compare(a, b, symbol) <= 0;
      case GREATER_OR_EQUAL -> PythonOps.compare(a, b, symbol) >= 0 && !isNan(a) && !isNan(b);
      case IN -> PythonOps.contains(b, a);
      case NOT_IN -> !PythonOps.contains(b, a);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, MODULO, POWER ->
          throw new IllegalStateException(symbol);
    };
  }

  private static boolean isNan(Value value) {
    return value instanceof Real r && Double.isNaN(r.value());
  }

  /// `a op b`, computed now when both are known.
  static Expr binary(Operator operator, Expr left, Expr right, int offset) {
    if (left instanceof Expr.Literal a && right instanceof Expr.Literal b) {
      try {
        return new Expr.Literal(operator.apply(a.value(), b.value()));
      } catch (PythonError e) {
        // left to fail where and when it is used
      }
    }
    return new Binary(operator, left, right, offset);
  }

  record Binary(Operator operator, Expr left, Expr right, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value a = left.eval(frame);
      Value b = right.eval(frame);
      frame.run().at(offset);
      return operator.apply(a, b);
    }
  }

  /// `a < b < c`: each operand is evaluated once, and none after the first comparison that fails.
  record Chain(Expr first, List<Operator> operators, List<Expr> rest, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value left = first.eval(frame);
      for (int i = 0; i < rest.size(); i++) {
        Value right = rest.get(i).eval(frame);
        frame.run().at(offset);
        if (!operators.get(i).holds(left, right)) {
          return FALSE;
        }
        left = right;
      }
      return TRUE;
    }
  }

  record And(Expr left, Expr right, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value a = left.eval(frame);
      frame.run().at(offset);
      return PythonOps.truth(a) ? right.eval(frame) : a;
    }
  }

  record Or(Expr left, Expr right, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value a = left.eval(frame);
      frame.run().at(offset);
      return PythonOps.truth(a) ? a : right.eval(frame);
    }
  }

  record Not(Expr operand, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value value = operand.eval(frame);
      frame.run().at(offset);
      return bool(!PythonOps.truth(value));
    }
  }

  record Negate(Expr operand, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value value = operand.eval(frame);
      frame.run().at(offset);
      return PythonNumbers.negate(value);
    }
  }

  record Plus(Expr operand, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value value = operand.eval(frame);
      frame.run().at(offset);
      return PythonNumbers.positive(value);
    }
  }
}
