package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;

/// Finds where in a file an offset of a template lies. A template's text is what YAML made of a
/// scalar (quotes, escapes, indentation and folded lines are gone), so both texts are walked side
/// by side.
final class Places {
  private Places() {}

  /// The place of the token at an offset; the whole scalar when it cannot be told.
  static SourceRange locate(TemplateUnit unit, int offset) {
    SourceRange origin = unit.origin();
    if (!origin.isKnown()) {
      return origin;
    }
    SourceText source = origin.source();
    int start = offset(source, origin.line(), origin.column());
    int end = Math.max(start, offset(source, origin.endLine(), origin.endColumn()));
    String text = unit.tree().text();
    int length = tokenLength(text, Math.min(offset, text.length()));
    if (source.text().startsWith(text, start)) {
      return source.range(start + offset, length);
    }
    int at = walk(source.text(), start, Math.max(end, start + 1), text, offset);
    return at < 0 ? origin : source.range(at, length);
  }

  private static int offset(SourceText source, int line, int column) {
    int at = 0;
    String text = source.text();
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', at);
      if (next < 0) {
        return text.length();
      }
      at = next + 1;
    }
    return Math.min(text.length(), at + Math.max(0, column - 1));
  }

  private static int tokenLength(String text, int offset) {
    int end = offset;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return Math.max(1, end - offset);
  }

  /// The offset in `raw`, between `start` and `end`, that became `offset` in `text`; -1 when the
  /// two do not fit.
  private static int walk(String raw, int start, int end, String text, int offset) {
    int i = start;
    char first = i < raw.length() ? raw.charAt(i) : 0;
    boolean escapes = first == '"';
    boolean quotes = first == '\'';
    if (escapes || quotes) {
      i++;
    } else if (first == '|' || first == '>') {
      i = raw.indexOf('\n', i) + 1;
    }
    int limit = Math.min(end, raw.length());
    for (int j = 0; j < offset && j < text.length(); j++) {
      char wanted = text.charAt(j);
      if (Character.isWhitespace(wanted)) {
        if (i < limit && Character.isWhitespace(raw.charAt(i))) {
          i = skipFold(raw, i, limit, text, j);
          continue;
        }
      } else {
        while (i < limit && Character.isWhitespace(raw.charAt(i))) {
          i++;
        }
      }
      if (i >= limit) {
        return -1;
      }
      if (escapes && raw.charAt(i) == '\\') {
        i += escapeLength(raw, i);
      } else if (quotes && raw.startsWith("''", i)) {
        i += 2;
      } else if (raw.charAt(i) == wanted) {
        i++;
      } else {
        return -1;
      }
    }
    while (i < limit
        && offset < text.length()
        && !Character.isWhitespace(text.charAt(offset))
        && Character.isWhitespace(raw.charAt(i))) {
      i++;
    }
    return i;
  }

  /// One blank of the text: itself, or the line end and indentation that were folded into it.
  private static int skipFold(String raw, int at, int limit, String text, int offset) {
    boolean lastBlank =
        offset + 1 >= text.length() || !Character.isWhitespace(text.charAt(offset + 1));
    int i = at + 1;
    while (lastBlank && i < limit && Character.isWhitespace(raw.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int escapeLength(String raw, int at) {
    char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : 0;
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }
}
