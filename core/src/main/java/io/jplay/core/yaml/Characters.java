package io.jplay.core.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.scanner.ScannerException;

/// The characters of a YAML text and the place that the scanner has come to. Used by one thread.
final class Characters {
  /// What stands behind the last character.
  static final int END = -1;

  private static final String NAME = "'string'";
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final int[] points;
  private final int readable;
  private int pointer;
  private int line;
  private int column;

  Characters(String text) {
    this.points = text.codePoints().toArray();
    int good = 0;
    while (good < points.length && isReadable(points[good])) {
      good++;
    }
    this.readable = good;
  }

  private static boolean isReadable(int c) {
    return c >= ' ' && c <= '~'
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c == 0x85
        || c >= 0xA0 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  int peek() {
    return peek(0);
  }

  /// The character `ahead` of the current one; fails at one that YAML does not have.
  int peek(int ahead) {
    int at = pointer + ahead;
    if (at < readable) {
      return points[at];
    }
    if (readable < points.length) {
      throw new ReaderException(
          NAME, readable, points[readable], "control characters are not allowed");
    }
    return END;
  }

  boolean isBlank(int ahead) {
    int c = peek(ahead);
    return c == ' ' || c == '\t';
  }

  boolean isBreak() {
    return isBreak(peek());
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// Whether a line ends here, or the text does.
  boolean isLineEnd() {
    int c = peek();
    return c == END || isBreak(c);
  }

  /// Whether what stands `ahead` ends a word: a blank, or the end of the line or text.
  boolean isWordEnd(int ahead) {
    int c = peek(ahead);
    return c == ' ' || c == '\t' || c == END || isBreak(c);
  }

  /// Whether a character may be part of an anchor, a directive's name or a tag's handle.
  boolean isNameCharacter() {
    int c = peek();
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '-';
  }

  /// Whether a line `---` or `...` begins here.
  boolean isDocumentIndicator() {
    int c = peek();
    return column == 0 && (c == '-' || c == '.') && peek(1) == c && peek(2) == c && isWordEnd(3);
  }

  /// Goes on behind a character that is no line break.
  void skip() {
    pointer++;
    column++;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      skip();
    }
  }

  /// A byte order mark may begin the text, and any line, the first too, where it counts as
  /// indentation.
  void skipByteOrderMark() {
    if (pointer == 0 && peek() == BYTE_ORDER_MARK) {
      pointer++;
    }
    if (column == 0 && peek() == BYTE_ORDER_MARK) {
      column = 1;
      pointer++;
    }
  }

  void skipBlanks() {
    while (isBlank(0)) {
      skip();
    }
  }

  void skipToLineEnd() {
    while (!isLineEnd()) {
      skip();
    }
  }

  /// Takes a character that is no line break.
  void read(StringBuilder to) {
    to.appendCodePoint(peek());
    skip();
  }

  /// Goes on in the next line; nothing at the end of the text.
  void skipBreak() {
    readBreak(new StringBuilder(1));
  }

  /// Takes a line break, which is `\n` however it is written, but for Unicode's separators.
  void readBreak(StringBuilder to) {
    int c = peek();
    if (c == END) {
      return;
    }
    pointer += c == '\r' && peek(1) == '\n' ? 2 : 1;
    to.append(c == 0x2028 || c == 0x2029 ? (char) c : '\n');
    column = 0;
    line++;
  }

  int index() {
    return pointer;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  Mark mark() {
    return new Mark(NAME, pointer, line, column, points, pointer);
  }

  /// That something which began at a mark cannot go on here.
  ScannerException problem(String context, Mark began, String problem) {
    return new ScannerException(context, began, problem, mark());
  }
}
