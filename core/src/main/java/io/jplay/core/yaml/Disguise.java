package io.jplay.core.yaml;

import io.jplay.core.source.SourceText;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// The few texts that libyaml reads and SnakeYAML refuses: a tab between tokens, `?` inside a plain
/// text in brackets, `\/` in double quotes. Where the parser stops at one, it is replaced by
/// something of the same length, so that all places stay right, and the text is read again; the
/// values show the original.
final class Disguise {
  private static final char QUESTION = '\uf8fe';
  private static final char NOTHING = '\uf8ff';

  /// How often a text is read again at most, so that time stays bounded.
  static final int MAX_ROUNDS = 200;

  private Disguise() {}

  /// The text with what stopped the parser disguised, if it is one of these.
  static Optional<String> of(SourceText source, String text, MarkedYAMLException error) {
    if (error.getProblemMark() == null
        || source.text().indexOf(QUESTION) >= 0
        || source.text().indexOf(NOTHING) >= 0) {
      return Optional.empty();
    }
    int at = new YamlPlaces(source).offset(error.getProblemMark());
    if (at >= text.length()) {
      return Optional.empty();
    }
    var changed = new StringBuilder(text);
    if (text.charAt(at) == '\t' && isBetweenTokens(text, at)) {
      for (int i = at; i < text.length() && text.charAt(i) == '\t'; i++) {
        changed.setCharAt(i, ' ');
      }
      return Optional.of(changed.toString());
    }
    if (text.charAt(at) == '?' && at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
      changed.setCharAt(at, QUESTION);
      return Optional.of(changed.toString());
    }
    int slash = text.charAt(at) == '/' ? at : at + 1;
    if (slash > 0
        && slash < text.length()
        && text.charAt(slash) == '/'
        && text.charAt(slash - 1) == '\\') {
      changed.setCharAt(slash - 1, NOTHING);
      return Optional.of(changed.toString());
    }
    return Optional.empty();
  }

  /// A tab after the sign of a value or element, or before one that ends it.
  private static boolean isBetweenTokens(String text, int at) {
    int before = at - 1;
    boolean sameLine = true;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      sameLine &= text.charAt(before) != '\n';
      before--;
    }
    int after = at;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    char left = before < 0 ? '\n' : text.charAt(before);
    char right = after < text.length() ? text.charAt(after) : '\n';
    return "[{,".indexOf(left) >= 0 || left == ':' && sameLine || "]},".indexOf(right) >= 0;
  }

  /// A scalar's text as it was written.
  static String reveal(String text) {
    if (text.indexOf(QUESTION) < 0 && text.indexOf(NOTHING) < 0) {
      return text;
    }
    return text.replace(QUESTION, '?').replace(String.valueOf(NOTHING), "");
  }
}
