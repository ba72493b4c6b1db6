package io.jplay.core.source;

import java.util.Arrays;

/// A text with a name that users know it by (a path as they wrote it, `<command line>`), and an
/// index of its lines. Immutable; safe for any thread.
public final class SourceText {
  public static final SourceText NONE = new SourceText("", "", false);

  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final boolean isSecret;

  private SourceText(String name, String text, boolean isSecret) {
    this.name = name;
    this.text = text;
    this.lineStarts = index(text);
    this.isSecret = isSecret;
  }

  /// Whether its lines must not be shown: the text was encrypted.
  public boolean isSecret() {
    return isSecret;
  }

  /// The same text, whose lines must not be shown.
  public SourceText asSecret() {
    return new SourceText(name, text, true);
  }

  /// False for texts that no file holds: their names are in angle brackets (`<command line>`).
  public boolean isFile() {
    return !name.substring(name.lastIndexOf('/') + 1).startsWith("<");
  }

  public static SourceText of(String name, String text) {
    return new SourceText(name, text, false);
  }

  /// A line ends with a line feed, or with a carriage return that none follows.
  private static int[] index(String text) {
    boolean returns = text.indexOf('\r') >= 0;
    var starts = new int[16];
    int count = 1;
    for (int i = end(text, 0, returns); i >= 0; i = end(text, i + 1, returns)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  private static int end(String text, int from, boolean returns) {
    if (!returns) {
      return text.indexOf('\n', from);
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
        return i;
      }
    }
    return -1;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public int lineCount() {
    return lineStarts.length;
  }

  /// The text of a line, 1-based, without its end; empty when there is no such line.
  public String line(int number) {
    if (number < 1 || number > lineStarts.length) {
      return "";
    }
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  /// The range of `length` characters at `offset` (0-based UTF-16 index into the text).
  public SourceRange range(int offset, int length) {
    int[] from = position(offset);
    int[] to = position(offset + length);
    return new SourceRange(this, from[0], from[1], to[0], to[1]);
  }

  /// The 0-based offset of a 1-based line and column, kept within the text.
  public int offset(int line, int column) {
    int start = lineStarts[Math.clamp(line, 1, lineStarts.length) - 1];
    return Math.clamp(start + column - 1, 0, text.length());
  }

  private int[] position(int offset) {
    int at = Math.clamp(offset, 0, text.length());
    int found = Arrays.binarySearch(lineStarts, at);
    int line = found >= 0 ? found : -found - 2;
    return new int[] {line + 1, at - lineStarts[line] + 1};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceText o && name.equals(o.name) && text.equals(o.text);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
