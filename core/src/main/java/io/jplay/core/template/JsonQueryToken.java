package io.jplay.core.template;

import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Locale;

/// A word of a JMESPath expression: what it is, its value, where it begins.
record JsonQueryToken(Kind kind, Value value, int start) {
  /// The kinds with how closely they bind what stands left of them.
  enum Kind {
    EOF(0),
    UNQUOTED_IDENTIFIER(0),
    QUOTED_IDENTIFIER(0),
    LITERAL(0),
    RBRACKET(0),
    RPAREN(0),
    COMMA(0),
    RBRACE(0),
    NUMBER(0),
    CURRENT(0),
    EXPREF(0),
    COLON(0),
    PIPE(1),
    OR(2),
    AND(3),
    EQ(5),
    GT(5),
    LT(5),
    GTE(5),
    LTE(5),
    NE(5),
    FLATTEN(9),
    STAR(20),
    FILTER(21),
    DOT(40),
    NOT(45),
    LBRACE(50),
    LBRACKET(55),
    LPAREN(60);

    private final int power;

    Kind(int power) {
      this.power = power;
    }

    int power() {
      return power;
    }

    /// Its name in messages of Python's library.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static JsonQueryToken of(Kind kind, String text, int start) {
    return new JsonQueryToken(kind, Str.of(text), start);
  }

  String text() {
    return PythonText.str(value);
  }
}
