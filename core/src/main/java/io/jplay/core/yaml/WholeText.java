package io.jplay.core.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/// The characters of a text that is in memory anyway. SnakeYAML's own reader copies all that it
/// looked ahead at for each further thousand of characters, so that a word of many megabytes takes
/// quadratic time. Used by one thread.
final class WholeText extends StreamReader {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final int[] points;
  private final int readable;
  private int pointer;
  private int documentIndex;
  private int line;
  private int column;

  WholeText(String text) {
    super("");
    this.points = text.codePoints().toArray();
    int good = 0;
    while (good < points.length && isPrintable(points[good])) {
      good++;
    }
    this.readable = good;
  }

  /// Whether there is a character `ahead` of the current one; fails at one that YAML does not have.
  private boolean has(int ahead) {
    long wanted = (long) pointer + ahead;
    if (wanted >= readable && readable < points.length) {
      throw new ReaderException(
          "'string'", readable, points[readable], "special characters are not allowed");
    }
    return wanted < points.length;
  }

  @Override
  public Mark getMark() {
    return new Mark("'string'", pointer, line, column, points, pointer);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && has(0); i++) {
      int point = points[pointer++];
      documentIndex++;
      if (Constant.LINEBR.has(point) || (point == '\r' && has(0) && points[pointer] != '\n')) {
        line++;
        column = 0;
      } else if (point != BYTE_ORDER_MARK) {
        column++;
      }
    }
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int index) {
    return has(index) ? points[pointer + index] : 0;
  }

  @Override
  public String prefix(int length) {
    return new String(points, pointer, Math.min(length, points.length - pointer));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    pointer += length;
    documentIndex += length;
    column += length;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return pointer;
  }

  @Override
  public int getLine() {
    return line;
  }
}
