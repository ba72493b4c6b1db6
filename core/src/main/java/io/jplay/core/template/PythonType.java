package io.jplay.core.template;

import io.jplay.core.value.Foreign;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// What `x.__class__` is: the name of a type and nothing else. Playbooks compare
/// `x.__class__.__name__`; Python's road from here to every object of the interpreter does not
/// exist.
record PythonType(String name) implements Attributed, Foreign {
  @Override
  public Value attribute(String attribute) {
    return switch (attribute) {
      case "__name__" -> Str.of(name);
      case "__class__" -> new PythonType("type");
      default -> Access.noAttribute(this, attribute);
    };
  }

  /// The type of a value, or that it has no such attribute.
  static Value of(Value value) {
    return value instanceof Undefined u ? u : new PythonType(PythonText.className(value));
  }

  @Override
  public String typeName() {
    return "type";
  }

  @Override
  public String text() {
    return "<class '" + name + "'>";
  }
}
