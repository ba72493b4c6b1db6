package io.jplay.core.ssh;

import io.jplay.core.shell.WordSplitter;
import io.jplay.core.shell.WordSplitter.Comments;
import io.jplay.core.shell.WordSplitter.Escapes;
import io.jplay.core.shell.WordSplitter.OpenEnd;
import java.util.ArrayList;
import java.util.List;

/// The lexical rules of ssh_config: words, quotes, comments, patterns.
final class SshWords {
  private static final WordSplitter ARGUMENTS =
      new WordSplitter(Comments.BEFORE_A_WORD, Escapes.SSH, OpenEnd.TAKEN);

  private SshWords() {}

  /// Splits `Keyword=arg "arg two" # comment` into its words; empty for blank lines and comments.
  static List<String> split(String line) {
    var words = new ArrayList<String>();
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return words;
    }
    int end = 0;
    while (end < text.length() && !isSpace(text.charAt(end)) && text.charAt(end) != '=') {
      end++;
    }
    words.add(text.substring(0, end));
    String rest = text.substring(end).strip();
    try {
      words.addAll(ARGUMENTS.split(rest.startsWith("=") ? rest.substring(1) : rest));
    } catch (WordSplitter.OpenQuotation e) {
      throw new AssertionError("an open end is taken", e);
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\r';
  }

  /// Whether one of the patterns (`*`, `?`, `!` negates) matches and none that is negated does.
  static boolean matches(List<String> patterns, String text) {
    boolean found = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (matches(pattern.substring(1), text)) {
          return false;
        }
      } else {
        found |= matches(pattern, text);
      }
    }
    return found;
  }

  /// Iterative, so that no pattern of a hostile file takes exponential time.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
