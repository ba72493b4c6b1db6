package io.jplay.core.template;

import io.jplay.core.value.Value;

/// One piece of a template's text. `value` is the content of a literal, [Null] otherwise.
record Token(Type type, String text, Value value, int offset, int end) {
  enum Type {
    DATA("template data / text"),
    VARIABLE_START("begin of print statement"),
    VARIABLE_END("end of print statement"),
    BLOCK_START("begin of statement block"),
    BLOCK_END("end of statement block"),
    NAME("name"),
    INTEGER("integer"),
    REAL("float"),
    STRING("string"),
    OPERATOR("operator"),
    END("end of template"),
    /// What could not be cut into tokens; `text` says why.
    ERROR("error");

    /// How Jinja2 names it in messages.
    private final String title;

    Type(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  boolean isOperator(String symbol) {
    return type == Type.OPERATOR && text.equals(symbol);
  }

  boolean isName(String name) {
    return type == Type.NAME && text.equals(name);
  }

  /// The token as messages show it.
  String describe() {
    return type == Type.NAME || type == Type.OPERATOR ? text : type.title();
  }
}
