package io.jplay.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words of a line as Python's `shlex.split(line, comments=True)` cuts them: quotes, backslashes,
/// and comments from any unquoted `#` on.
final class ShellWords {
  private ShellWords() {}

  /// The words, or empty when a quotation does not end.
  static Optional<List<String>> split(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\'
            && quote == '"'
            && i + 1 < line.length()
            && "\"\\".indexOf(line.charAt(i + 1)) >= 0) {
          word.append(line.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (c == '\\') {
        if (++i == line.length()) {
          return Optional.empty();
        }
        word.append(line.charAt(i));
        inWord = true;
      } else if (c == '#') {
        break;
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
    return quote == 0 ? Optional.of(words) : Optional.empty();
  }
}
