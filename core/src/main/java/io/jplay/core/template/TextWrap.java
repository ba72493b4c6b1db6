package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of at most a width, broken as Python's `textwrap` breaks them.
final class TextWrap {
  /// Words with the hyphens that a line may end at, and the blanks between words.
  private static final Pattern HYPHENS =
      Pattern.compile(
          "\\s+|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)|[^\\s\\w]*\\w+[^0-9\\W]-(?=\\w+[^0-9\\W])"
              + "|\\S+?(?:(?=\\s|\\z)|(?<=[\\w!\"'&.,?])(?=-{2,}\\w)"
              + "|(?<=[^\\d\\W]{2}-)(?=[^\\d\\W]-?[^\\d\\W])"
              + "|(?<=[^\\d\\W]-[^\\d\\W]-)(?=[^\\d\\W]-?[^\\d\\W]))",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern BLANKS = Pattern.compile("\\s+|\\S+");

  private TextWrap() {}

  static Value wordwrap(Call c) {
    if (c.input() instanceof Str s && s.text().isEmpty()) {
      return c.input();
    }
    int width = (int) c.integer(0, 79);
    boolean breakLong = c.flag(1, true);
    String wrapString = c.get(2) instanceof Null ? "\n" : c.text(2);
    boolean hyphens = c.flag(3, true);
    if (width <= 0) {
      throw PythonError.value("invalid width " + width + " (must be > 0)");
    }
    if (!(c.input() instanceof Str)) {
      throw new PythonError(
          PythonError.Kind.ATTRIBUTE,
          "'" + PythonText.typeName(c.input()) + "' object has no attribute 'splitlines'");
    }
    var lines = new ArrayList<String>();
    for (String line : PythonStrings.lines(c.inputText(), false)) {
      lines.add(String.join(wrapString, wrap(line, width, breakLong, hyphens)));
    }
    return Call.str(String.join(wrapString, lines));
  }

  private static List<String> wrap(String line, int width, boolean breakLong, boolean hyphens) {
    var chunks = new ArrayList<String>();
    (hyphens ? HYPHENS : BLANKS).matcher(line).results().forEach(r -> chunks.add(r.group()));
    var lines = new ArrayList<String>();
    int at = 0;
    while (at < chunks.size()) {
      if (!lines.isEmpty() && chunks.get(at).isBlank()) {
        at++;
      }
      var current = new ArrayList<String>();
      int length = 0;
      while (at < chunks.size() && length + size(chunks.get(at)) <= width) {
        length += size(chunks.get(at));
        current.add(chunks.get(at++));
      }
      if (at < chunks.size() && size(chunks.get(at)) > width) {
        String chunk = chunks.get(at);
        if (breakLong) {
          int cut = chunk.offsetByCodePoints(0, width - length);
          int dash = hyphens ? chunk.lastIndexOf('-', cut - 1) : -1;
          if (dash > 0 && chunk.substring(0, dash).chars().anyMatch(x -> x != '-')) {
            cut = dash + 1;
          }
          current.add(chunk.substring(0, cut));
          chunks.set(at, chunk.substring(cut));
        } else if (current.isEmpty()) {
          current.add(chunk);
          at++;
        }
      }
      if (!current.isEmpty() && current.getLast().isBlank()) {
        current.removeLast();
      }
      if (!current.isEmpty()) {
        lines.add(String.join("", current));
      }
    }
    return lines;
  }

  private static int size(String text) {
    return text.codePointCount(0, text.length());
  }
}
