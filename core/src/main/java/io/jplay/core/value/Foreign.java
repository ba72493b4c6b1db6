package io.jplay.core.value;

/// A run-time value that only one package understands (a macro, a namespace, a Python date).
/// `typeName` is what Python's `type(x).__name__` prints; `text` what `str(x)` prints.
public non-sealed interface Foreign extends Value {
  String typeName();

  String text();

  /// How results and `to_json` write it.
  default String jsonText() {
    return text();
  }

  @Override
  default Tag tag() {
    return Tag.NONE;
  }

  @Override
  default Value withTag(Tag tag) {
    return this;
  }
}
