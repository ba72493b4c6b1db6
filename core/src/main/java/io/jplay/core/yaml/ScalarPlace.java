package io.jplay.core.yaml;

import io.jplay.core.source.SourceRange;
import java.util.regex.Pattern;

/// Maps an offset inside the text of a YAML scalar back to its place in the file, through quotes,
/// escapes, folding and the indentation of block scalars. Needs only what a value's tag holds.
public final class ScalarPlace {
  private static final Pattern BLOCK_HEADER =
      Pattern.compile("(^|.*[\\s:-])[|>][-+0-9]*\\s*(#.*)?");

  private ScalarPlace() {}

  /// The place of `length` characters at `offset` of `text`, which was read from `origin`. Falls
  /// back to the whole origin where the text cannot be followed in the source.
  public static SourceRange of(SourceRange origin, String text, int offset, int length) {
    if (!origin.isKnown()) {
      return origin;
    }
    String raw = origin.source().text();
    int start = offset(origin, origin.line(), origin.column());
    int end = Math.min(raw.length(), offset(origin, origin.endLine(), origin.endColumn()));
    int from = follow(origin, raw, start, end, text, offset);
    if (from < 0) {
      return origin;
    }
    int until = follow(origin, raw, start, end, text, Math.min(text.length(), offset + length));
    return origin.source().range(from, Math.max(1, until - from));
  }

  private static int offset(SourceRange origin, int line, int column) {
    return origin.source().offset(line, column);
  }

  private static int follow(
      SourceRange origin, String raw, int start, int end, String text, int target) {
    boolean quoted =
        end - start >= 2
            && (raw.charAt(start) == '"' || raw.charAt(start) == '\'')
            && raw.charAt(end - 1) == raw.charAt(start)
            && !isBlock(origin);
    char quote = quoted ? raw.charAt(start) : '\0';
    int at = quoted ? start + 1 : start;
    for (int i = 0; i < target; i++) {
      at = step(raw, at, end, quote, text.charAt(i));
      if (at < 0) {
        return -1;
      }
    }
    return target < text.length() ? skipTo(raw, at, end, text.charAt(target)) : at;
  }

  /// The index after the source of one character of the text, or -1.
  private static int step(String raw, int from, int end, char quote, char wanted) {
    int at = skipTo(raw, from, end, wanted);
    if (at >= end) {
      return Character.isWhitespace(wanted) ? at : -1;
    }
    char c = raw.charAt(at);
    if (quote == '"' && c == '\\') {
      return Math.min(end, at + escapeLength(raw, at));
    }
    if (quote == '\'' && c == '\'') {
      return Math.min(end, at + 2);
    }
    if (c == wanted) {
      return at + 1;
    }
    return Character.isWhitespace(wanted) && Character.isWhitespace(c) ? at + 1 : -1;
  }

  /// Skips indentation and line ends that are not in the text.
  private static int skipTo(String raw, int from, int end, char wanted) {
    int at = from;
    if (!Character.isWhitespace(wanted)) {
      while (at < end && Character.isWhitespace(raw.charAt(at))) {
        at++;
      }
    } else if (at < end && wanted == '\n' && raw.charAt(at) != '\n') {
      int line = at;
      while (line < end && raw.charAt(line) != '\n' && Character.isWhitespace(raw.charAt(line))) {
        line++;
      }
      at = line < end && raw.charAt(line) == '\n' ? line : at;
    }
    return at;
  }

  private static int escapeLength(String raw, int at) {
    char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : '\0';
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  /// Whether the range is the content of a block scalar: the line before it ends with its header.
  private static boolean isBlock(SourceRange origin) {
    String own = origin.source().line(origin.line());
    if (!own.substring(0, Math.min(own.length(), origin.column() - 1)).isBlank()) {
      return false;
    }
    for (int line = origin.line() - 1; line > 0; line--) {
      String before = origin.source().line(line);
      if (!before.isBlank()) {
        return BLOCK_HEADER.matcher(before).matches();
      }
    }
    return false;
  }
}
