package io.jplay.core.template;

import io.jplay.core.value.Null;
import java.util.ArrayList;
import java.util.List;

/// Cuts a template into tokens as Jinja2's lexer does: text, the markers with their control of
/// blanks, `raw` blocks and comments (dropped), and by [ExpressionLexer] what is within markers.
final class TemplateLexer {
  private final String source;
  private final Syntax syntax;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private TemplateLexer(String source, Syntax syntax) {
    this.source = source;
    this.syntax = syntax;
  }

  /// The tokens of a template with unix line ends; one line end at its end is dropped, as Jinja2
  /// does.
  static List<Token> lex(String source, Syntax syntax) {
    int end = source.endsWith("\n") ? source.length() - 1 : source.length();
    var lexer = new TemplateLexer(source.substring(0, end), syntax);
    try {
      lexer.run();
    } catch (SyntaxError e) {
      lexer.tokens.add(error(e));
    }
    return lexer.tokens;
  }

  static Token error(SyntaxError error) {
    return new Token(Token.Type.ERROR, error.text(), Null.NULL, error.offset(), error.offset() + 1);
  }

  private enum Marker {
    VARIABLE,
    COMMENT,
    BLOCK,
    LINE_COMMENT,
    LINE_STATEMENT
  }

  private record Found(Marker marker, int offset, int length) {}

  private void run() {
    while (at < source.length()) {
      Found found = nextMarker();
      if (found.length() == 0) {
        data(at, source.length());
        break;
      }
      int inside = found.offset() + found.length();
      char sign = inside < source.length() ? source.charAt(inside) : 0;
      textBefore(found, sign);
      if (sign == '-' || sign == '+' && found.marker() != Marker.VARIABLE) {
        inside++;
      }
      switch (found.marker()) {
        case COMMENT -> comment(found.offset(), inside);
        case BLOCK -> {
          if (!raw(found.offset(), inside)) {
            expression(Token.Type.BLOCK_START, found.offset(), inside);
          }
        }
        case VARIABLE -> expression(Token.Type.VARIABLE_START, found.offset(), inside);
        case LINE_COMMENT -> at = endOfLine(inside);
        case LINE_STATEMENT -> lineStatement(found.offset(), inside);
      }
    }
    add(Token.Type.END, "", source.length(), source.length());
  }

  /// The nearest marker; the longest where several begin at one place. Length 0 when there is none.
  private Found nextMarker() {
    for (int i = at; i < source.length(); i++) {
      var best = new Found(Marker.VARIABLE, i, 0);
      for (Marker marker : Marker.values()) {
        int length = lengthAt(marker, i);
        if (length > best.length()) {
          best = new Found(marker, i, length);
        }
      }
      if (best.length() > 0) {
        return best;
      }
    }
    return new Found(Marker.VARIABLE, source.length(), 0);
  }

  /// The length of a marker that begins at an offset; 0 when it does not.
  private int lengthAt(Marker marker, int offset) {
    return switch (marker) {
      case VARIABLE -> lengthOf(syntax.variableStart(), offset, offset);
      case COMMENT -> lengthOf(syntax.commentStart(), offset, offset);
      case BLOCK -> lengthOf(syntax.blockStart(), offset, offset);
      case LINE_STATEMENT ->
          isLineStart(offset)
              ? lengthOf(syntax.lines().statement(), offset, skipIndent(offset))
              : 0;
      case LINE_COMMENT ->
          isLineStart(offset) || !PythonStrings.isSpace(source.charAt(offset - 1))
              ? lengthOf(syntax.lines().comment(), offset, skipIndent(offset))
              : 0;
    };
  }

  private int lengthOf(String marker, int offset, int at) {
    return !marker.isEmpty() && source.startsWith(marker, at) ? at - offset + marker.length() : 0;
  }

  private boolean isLineStart(int offset) {
    return offset == 0 || source.charAt(offset - 1) == '\n';
  }

  private int skipIndent(int from) {
    int i = from;
    while (i < source.length() && source.charAt(i) != '\n' && isBlank(source.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\u000b';
  }

  private int endOfLine(int from) {
    int end = source.indexOf('\n', from);
    return end < 0 ? source.length() : end;
  }

  private void textBefore(Found found, char sign) {
    int end = found.offset();
    if (sign == '-') {
      while (end > at && PythonStrings.isSpace(source.charAt(end - 1))) {
        end--;
      }
    } else if (sign != '+' && syntax.lstripBlocks() && found.marker() != Marker.VARIABLE) {
      end = withoutIndent(at, end);
    }
    data(at, end);
  }

  /// The end of a text without the blanks before a marker that is the first thing in its line.
  private int withoutIndent(int start, int end) {
    int i = end;
    while (i > start && (source.charAt(i - 1) == ' ' || source.charAt(i - 1) == '\t')) {
      i--;
    }
    return i == 0 || source.charAt(i - 1) == '\n' ? i : end;
  }

  private void data(int from, int to) {
    if (to > from) {
      add(Token.Type.DATA, syntax.lines().ended(source.substring(from, to)), from, to);
    }
  }

  private void comment(int start, int inside) {
    int end = source.indexOf(syntax.commentEnd(), inside);
    if (end < 0) {
      throw new SyntaxError("Missing end of comment tag", start);
    }
    char sign = end > inside ? source.charAt(end - 1) : 0;
    at = end + syntax.commentEnd().length();
    afterBlock(sign);
  }

  /// What follows the end of a block or comment: blanks are dropped after `-`, one line end by
  /// trim_blocks unless there was a `+`.
  private void afterBlock(char sign) {
    if (sign == '-') {
      skipBlanks();
    } else if (sign != '+'
        && syntax.trimBlocks()
        && at < source.length()
        && source.charAt(at) == '\n') {
      at++;
    }
  }

  private void skipBlanks() {
    while (at < source.length() && PythonStrings.isSpace(source.charAt(at))) {
      at++;
    }
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < source.length() && PythonStrings.isSpace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  /// Reads a `raw` block when there is one.
  private boolean raw(int start, int inside) {
    int i = skipBlanks(inside);
    if (!source.startsWith("raw", i)) {
      return false;
    }
    i = skipBlanks(i + 3);
    boolean strip = i < source.length() && source.charAt(i) == '-';
    if (strip) {
      i++;
    }
    if (!source.startsWith(syntax.blockEnd(), i)) {
      return false;
    }
    at = i + syntax.blockEnd().length();
    if (strip) {
      skipBlanks();
    }
    int content = at;
    for (int tag = source.indexOf(syntax.blockStart(), at);
        tag >= 0;
        tag = source.indexOf(syntax.blockStart(), tag + 1)) {
      if (endRaw(content, tag)) {
        return true;
      }
    }
    throw new SyntaxError("Missing end of raw directive", start);
  }

  private boolean endRaw(int content, int tag) {
    int i = tag + syntax.blockStart().length();
    char before = i < source.length() ? source.charAt(i) : 0;
    if (before == '-' || before == '+') {
      i++;
    }
    i = skipBlanks(i);
    if (!source.startsWith("endraw", i)) {
      return false;
    }
    i = skipBlanks(i + "endraw".length());
    char after = i < source.length() ? source.charAt(i) : 0;
    if (after == '-' || after == '+') {
      i++;
    }
    if (!source.startsWith(syntax.blockEnd(), i)) {
      return false;
    }
    int end = tag;
    if (before == '-') {
      while (end > content && PythonStrings.isSpace(source.charAt(end - 1))) {
        end--;
      }
    } else if (before != '+' && syntax.lstripBlocks()) {
      end = withoutIndent(content, tag);
    }
    data(content, end);
    at = i + syntax.blockEnd().length();
    afterBlock(after);
    return true;
  }

  /// A statement that ends with its line; blank lines after it go with it.
  private void lineStatement(int offset, int inside) {
    add(Token.Type.BLOCK_START, "", offset, inside);
    var lexer = new ExpressionLexer(source, inside, "\n", literals(false), tokens);
    at = lexer.run(Token.Type.BLOCK_END, true);
    if (!lexer.isClosed()) {
      add(Token.Type.BLOCK_END, "", at, at);
      return;
    }
    int last = source.lastIndexOf('\n', Math.max(0, skipBlanks(at) - 1));
    at = Math.max(at, last + 1);
  }

  private ExpressionLexer.Literals literals(boolean raw) {
    return new ExpressionLexer.Literals(raw, syntax.lines());
  }

  private void expression(Token.Type start, int offset, int inside) {
    add(start, "", offset, inside);
    boolean block = start == Token.Type.BLOCK_START;
    var lexer =
        new ExpressionLexer(
            source,
            inside,
            block ? syntax.blockEnd() : syntax.variableEnd(),
            literals(syntax.rawStrings() && !block),
            tokens);
    Token.Type end = block ? Token.Type.BLOCK_END : Token.Type.VARIABLE_END;
    at = lexer.run(end, block);
    if (!lexer.isClosed()) {
      return;
    }
    if (block) {
      afterBlock(lexer.endSign());
    } else if (lexer.endSign() == '-') {
      skipBlanks();
    }
  }

  private void add(Token.Type type, String text, int from, int to) {
    tokens.add(new Token(type, text, Null.NULL, from, to));
  }
}
