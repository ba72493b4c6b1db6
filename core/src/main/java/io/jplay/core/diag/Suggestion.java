package io.jplay.core.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// "Did you mean": the known name that is nearest to a mistyped one.
public final class Suggestion {
  private Suggestion() {}

  /// The nearest of `known` within a third of the name's length in edits, if any.
  public static Optional<String> nearest(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> Math.abs(k.length() - name.length()) <= limit && distance(name, k) <= limit)
        .min(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k));
  }

  /// The known name that a name surely is a slip of: one or two edits away, no more than a fifth of
  /// its length. Names that differ in numbers or plurals only are different names.
  public static Optional<String> slip(String name, Collection<String> known) {
    int limit = Math.min(2, name.length() / 5);
    return nearest(name, known)
        .filter(k -> distance(name, k) <= limit && !stem(k).equals(stem(name)));
  }

  private static String stem(String name) {
    return name.replaceAll("[0-9]+|s(?![a-zA-Z])", "");
  }

  /// `did you mean 'x'?`, or the empty text.
  public static String hint(String name, Collection<String> known) {
    return nearest(name, known).map(k -> "did you mean '" + k + "'?").orElse("");
  }

  /// Edits (insert, delete, replace, swap of neighbours) between two names, ignoring case.
  static int distance(String left, String right) {
    String a = left.toLowerCase(java.util.Locale.ROOT);
    String b = right.toLowerCase(java.util.Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
