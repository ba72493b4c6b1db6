package io.jplay.core.template;

import io.jplay.core.value.Deferred;
import io.jplay.core.value.Value;
import java.util.List;

/// What a value is assigned to by `set`, `for` and `with`.
sealed interface Target {
  void assign(Frame frame, Value value);

  record Single(String name) implements Target {
    @Override
    public void assign(Frame frame, Value value) {
      frame.set(name, value instanceof Deferred d ? d.force() : value);
    }
  }

  /// `ns.name`.
  record Attribute(String object, String name, int offset) implements Target {
    @Override
    public void assign(Frame frame, Value value) {
      if (!(frame.get(object, offset) instanceof Namespace namespace)) {
        throw new PythonError(
            PythonError.Kind.RUNTIME, "cannot assign attribute on non-namespace object");
      }
      namespace.set(name, value);
    }
  }

  /// `a, b`.
  record Several(List<Target> targets) implements Target {
    @Override
    public void assign(Frame frame, Value value) {
      if (!PythonOps.isIterable(PythonOps.require(value))) {
        throw PythonError.type(
            "cannot unpack non-iterable " + PythonText.typeName(value) + " object");
      }
      List<Value> values = PythonOps.iterate(value);
      int expected = targets.size();
      if (values.size() != expected) {
        throw PythonError.value(
            values.size() < expected
                ? "not enough values to unpack (expected %d, got %d)"
                    .formatted(expected, values.size())
                : "too many values to unpack (expected %d)".formatted(expected));
      }
      for (int i = 0; i < expected; i++) {
        targets.get(i).assign(frame, values.get(i));
      }
    }
  }
}
