package io.jplay.core.shell;

import java.util.ArrayList;
import java.util.List;

/// Cuts a line into words: blanks part them, quotes hold them together, backslashes escape; nothing
/// is expanded. The three ways in which the readers of such lines differ are its components.
public record WordSplitter(Comments comments, Escapes escapes, OpenEnd openEnd) {
  /// Where a `#` outside quotes begins a comment.
  public enum Comments {
    NONE,
    /// At the start of a word, as in ssh_config.
    BEFORE_A_WORD,
    /// Even within a word, as Python's `shlex.split(line, comments=True)`.
    ANYWHERE
  }

  /// What a backslash makes literal.
  public enum Escapes {
    /// Anything outside quotes, `"` and `\` within double quotes, nothing within single ones.
    POSIX,
    /// A blank everywhere; quotes and backslashes within quotes of either kind.
    SSH
  }

  /// What becomes of a quotation that does not end, and of a last backslash.
  public enum OpenEnd {
    /// The quotation takes the rest of the line, the backslash stands for itself.
    TAKEN,
    REFUSED
  }

  /// A line whose last quotation or escape does not end.
  public static final class OpenQuotation extends Exception {
    private static final long serialVersionUID = 1;

    OpenQuotation(String message) {
      super(message);
    }
  }

  /// Python's `shlex.split`.
  public static final WordSplitter STRICT =
      new WordSplitter(Comments.NONE, Escapes.POSIX, OpenEnd.REFUSED);

  private static final WordSplitter LENIENT =
      new WordSplitter(Comments.NONE, Escapes.POSIX, OpenEnd.TAKEN);

  /// The words of an option like `ssh_args`: as the shell has them, whatever is open at the end.
  public static List<String> lenient(String line) {
    return LENIENT.words(line).found;
  }

  /// The words; OpenQuotation only where an open end is REFUSED.
  public List<String> split(String line) throws OpenQuotation {
    Reading reading = words(line);
    if (openEnd == OpenEnd.REFUSED && !reading.missing.isEmpty()) {
      throw new OpenQuotation(reading.missing);
    }
    return reading.found;
  }

  private Reading words(String line) {
    var reading = new Reading(line);
    reading.run();
    return reading;
  }

  private final class Reading {
    private final String line;
    private final List<String> found = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;
    private int at;
    private String missing = "";

    Reading(String line) {
      this.line = line;
    }

    void run() {
      while (at < line.length() && !(quote == 0 && isComment())) {
        char c = line.charAt(at++);
        if (quote == 0 && Character.isWhitespace(c)) {
          end();
          continue;
        }
        inWord = true;
        if (c == '\\' && isEscape()) {
          escaped();
        } else if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        } else {
          word.append(c);
        }
      }
      end();
      if (quote != 0) {
        missing = "No closing quotation";
      }
    }

    private boolean isComment() {
      return line.charAt(at) == '#'
          && switch (comments) {
            case NONE -> false;
            case BEFORE_A_WORD -> !inWord;
            case ANYWHERE -> true;
          };
    }

    /// Whether the backslash before `at` escapes what stands there.
    private boolean isEscape() {
      char next = at < line.length() ? line.charAt(at) : 0;
      return switch (escapes) {
        case POSIX -> quote == 0 || (quote == '"' && (next == '"' || next == '\\'));
        case SSH -> next == ' ' || (quote != 0 && "\"'\\".indexOf(next) >= 0);
      };
    }

    private void escaped() {
      if (at < line.length()) {
        word.append(line.charAt(at++));
      } else {
        missing = "No escaped character";
        word.append('\\');
      }
    }

    private void end() {
      if (inWord) {
        found.add(word.toString());
      }
      word.setLength(0);
      inWord = false;
    }
  }
}
