package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as Python's `shlex.split` does: quotes and backslashes, no
/// expansion of any kind.
public final class ShellSplit {
  private ShellSplit() {}

  /// Fails the task when a quotation is not closed.
  public static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        continue;
      }
      inWord = true;
      switch (c) {
        case '\'', '"' -> i = quoted(text, i, word);
        case '\\' -> word.append(next(text, ++i));
        default -> word.append(c);
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /// Appends a quotation that begins at `start`; returns where it ends.
  private static int quoted(String text, int start, StringBuilder word) {
    char quote = text.charAt(start);
    int i = start + 1;
    for (; i < text.length() && text.charAt(i) != quote; i++) {
      char c = text.charAt(i);
      boolean escapes =
          c == '\\'
              && quote == '"'
              && i + 1 < text.length()
              && "\"\\".indexOf(text.charAt(i + 1)) >= 0;
      word.append(escapes ? text.charAt(++i) : c);
    }
    if (i >= text.length()) {
      throw new ModuleFailure("No closing quotation");
    }
    return i;
  }

  private static char next(String text, int i) {
    if (i >= text.length()) {
      throw new ModuleFailure("No escaped character");
    }
    return text.charAt(i);
  }
}
