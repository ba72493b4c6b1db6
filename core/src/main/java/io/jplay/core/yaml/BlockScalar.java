package io.jplay.core.yaml;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.tokens.ScalarToken;

/// One text behind `|` or `>`, while it is scanned. Used by one thread.
final class BlockScalar {
  private static final String CONTEXT = "while scanning a block scalar";

  /// Which line breaks at the end belong to the text.
  private enum Chomping {
    STRIP,
    CLIP,
    KEEP
  }

  private final Characters text;
  private final Mark start;
  private final StringBuilder value = new StringBuilder();
  private final StringBuilder lineBreak = new StringBuilder();
  private final StringBuilder emptyLines = new StringBuilder();
  private Chomping chomping = Chomping.CLIP;

  /// How far its lines are indented; 0 until it is known.
  private int indent;

  private Mark end;

  private BlockScalar(Characters text) {
    this.text = text;
    this.start = text.mark();
    this.end = start;
  }

  /// Scans the text whose sign is here, inside a block that is indented by `parent` (-1 for none).
  static ScalarToken scan(Characters text, int parent) {
    boolean literal = text.peek() == '|';
    var scalar = new BlockScalar(text);
    scalar.header(parent);
    scalar.content(literal, parent);
    var style = literal ? ScalarStyle.LITERAL : ScalarStyle.FOLDED;
    return new ScalarToken(scalar.value.toString(), false, scalar.start, scalar.end, style);
  }

  /// The sign, an indentation and a chomping indicator in either order, a comment.
  private void header(int parent) {
    text.skip();
    boolean chomped = chompingIndicator();
    int c = text.peek();
    if (c == '0') {
      throw text.problem(CONTEXT, start, "found an indentation indicator equal to 0");
    }
    if (c >= '1' && c <= '9') {
      indent = Math.max(parent, 0) + c - '0';
      text.skip();
      if (!chomped) {
        chompingIndicator();
      }
    }
    text.skipBlanks();
    if (text.peek() == '#') {
      text.skipToLineEnd();
    }
    if (!text.isLineEnd()) {
      throw text.problem(CONTEXT, start, "did not find expected comment or line break");
    }
    text.skipBreak();
  }

  private boolean chompingIndicator() {
    int c = text.peek();
    if (c != '+' && c != '-') {
      return false;
    }
    chomping = c == '+' ? Chomping.KEEP : Chomping.STRIP;
    text.skip();
    return true;
  }

  private void content(boolean literal, int parent) {
    int deepest = skipEmptyLines();
    if (indent == 0) {
      indent = Math.max(Math.max(deepest, parent + 1), 1);
    }
    boolean afterBlank = false;
    while (text.column() == indent && text.peek() != Characters.END) {
      boolean blank = text.isBlank(0);
      join(!literal && !afterBlank && !blank);
      afterBlank = blank;
      while (!text.isLineEnd()) {
        text.read(value);
      }
      text.readBreak(lineBreak);
      skipEmptyLines();
    }
    if (chomping != Chomping.STRIP) {
      value.append(lineBreak);
    }
    if (chomping == Chomping.KEEP) {
      value.append(emptyLines);
    }
  }

  /// Adds what stands between two lines; of folded ones the break is a blank, or nothing before
  /// empty lines.
  private void join(boolean folded) {
    boolean newLine = !lineBreak.isEmpty() && lineBreak.charAt(0) == '\n';
    if (!folded || !newLine) {
      value.append(lineBreak);
    } else if (emptyLines.isEmpty()) {
      value.append(' ');
    }
    value.append(emptyLines);
    lineBreak.setLength(0);
    emptyLines.setLength(0);
  }

  /// Skips indentation and empty lines up to the next line of the text; answers with the deepest
  /// column that a blank reached.
  private int skipEmptyLines() {
    int deepest = 0;
    end = text.mark();
    while (true) {
      while ((indent == 0 || text.column() < indent) && text.peek() == ' ') {
        text.skip();
      }
      deepest = Math.max(deepest, text.column());
      if ((indent == 0 || text.column() < indent) && text.peek() == '\t') {
        throw text.problem(
            CONTEXT, start, "found a tab character where an indentation space is expected");
      }
      if (!text.isBreak()) {
        return deepest;
      }
      text.readBreak(emptyLines);
      end = text.mark();
    }
  }
}
