package io.jplay.core.exec;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words as a POSIX shell does: quotes and backslashes, no expansion (Python's
/// `shlex.split`).
public final class CommandWords {
  private CommandWords() {}

  /// Unbalanced quotes take the rest of the line.
  public static List<String> split(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == '\'') {
        if (c == '\'') {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\\' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        if (quote == '"' && next != '"' && next != '\\') {
          word.append(c);
        }
        word.append(next);
        inWord = true;
      } else if (quote == '"') {
        if (c == '"') {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
