package io.jplay.core.ssh;

import java.util.ArrayList;
import java.util.List;

/// The lexical rules of ssh_config: words, quotes, comments, patterns.
final class SshWords {
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
    words.addAll(arguments(rest.startsWith("=") ? rest.substring(1) : rest));
    return words;
  }

  private static List<String> arguments(String text) {
    var words = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isSpace(c)) {
        at++;
        continue;
      }
      if (c == '#') {
        break;
      }
      var word = new StringBuilder();
      char quote = 0;
      while (at < text.length() && (quote != 0 || !isSpace(text.charAt(at)))) {
        c = text.charAt(at++);
        boolean escapes = c == '\\' && at < text.length() && "\"'\\ ".indexOf(text.charAt(at)) >= 0;
        if (escapes && (quote != 0 || text.charAt(at) == ' ')) {
          word.append(text.charAt(at++));
        } else if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      }
      words.add(word.toString());
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
