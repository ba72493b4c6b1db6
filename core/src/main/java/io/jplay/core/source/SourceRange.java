package io.jplay.core.source;

/// A half-open range of a text; lines and columns are 1-based, columns count UTF-16 units.
public record SourceRange(SourceText source, int line, int column, int endLine, int endColumn) {
  /// The place of values that come from no text (built-in defaults, results of hosts).
  public static final SourceRange NONE = new SourceRange(SourceText.NONE, 0, 0, 0, 0);

  public static SourceRange at(SourceText source, int line, int column) {
    return new SourceRange(source, line, column, line, column + 1);
  }

  public boolean isKnown() {
    return line > 0;
  }

  /// `file:line:column`, or the empty text when unknown.
  public String label() {
    return isKnown() ? source.name() + ":" + line + ":" + column : "";
  }

  @Override
  public String toString() {
    return label();
  }
}
