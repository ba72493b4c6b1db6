package io.jplay.core.template;

/// A text that is no template, with the offset of the place where reading stopped.
final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int offset;

  SyntaxError(String message, int offset) {
    super(message, null, false, false);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
