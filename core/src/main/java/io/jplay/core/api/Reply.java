package io.jplay.core.api;

import io.jplay.core.value.Str;

/// How a question to the operator ended.
public sealed interface Reply {
  /// A key that ends the question, and what was typed before it.
  record Typed(Str text, char key) implements Reply {}

  /// The limit has passed.
  record TimeOver() implements Reply {}

  /// Ctrl-C.
  record Interrupted() implements Reply {}

  /// There is no terminal, or it is closed.
  record Nobody() implements Reply {}
}
