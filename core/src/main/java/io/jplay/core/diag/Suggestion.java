package io.jplay.core.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean": the known name that is nearest to a mistyped one.
public final class Suggestion {
  private Suggestion() {}

  /// The nearest of `known` within a third of the name's length in edits, if any.
  public static Optional<String> nearest(String name, Collection<String> known) {
    return nearest(name, known, Math.max(1, name.length() / 3));
  }

  private static Optional<String> nearest(String name, Collection<String> known, int limit) {
    String wanted = name.toLowerCase(Locale.ROOT);
    long letters = letters(wanted);
    int best = limit + 1;
    String found = "";
    for (String each : known) {
      if (Math.abs(each.length() - name.length()) > limit) {
        continue;
      }
      String other = each.toLowerCase(Locale.ROOT);
      // an edit changes the letters that a name has by two at most
      if (Long.bitCount(letters ^ letters(other)) > 2 * limit) {
        continue;
      }
      int distance = distance(wanted, other, Math.min(limit, best));
      if (distance < best || (distance == best && best <= limit && each.compareTo(found) < 0)) {
        best = distance;
        found = each;
      }
    }
    return best <= limit ? Optional.of(found) : Optional.empty();
  }

  private static long letters(String name) {
    long letters = 0;
    for (int i = 0; i < name.length(); i++) {
      letters |= 1L << name.charAt(i);
    }
    return letters;
  }

  /// The known name that a name surely is a slip of: one or two edits away, no more than a fifth of
  /// its length. Names that differ in numbers or plurals only are different names.
  public static Optional<String> slip(String name, Collection<String> known) {
    return nearest(name, known, Math.min(2, name.length() / 5))
        .filter(k -> !stem(k).equals(stem(name)));
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
    return distance(
        left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT), Integer.MAX_VALUE - 1);
  }

  /// The same of names in lower case; some number beyond `limit` as soon as it is beyond.
  private static int distance(String a, String b, int limit) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > limit && rowIsBeyond(last, limit)) {
        return limit + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  /// A swap looks back two rows, so both must be beyond.
  private static boolean rowIsBeyond(int[] row, int limit) {
    for (int edits : row) {
      if (edits <= limit) {
        return false;
      }
    }
    return true;
  }
}
