package io.jplay.core.event;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts in unified format, lines with their ends, as Python's
/// `difflib.unified_diff` lays it out.
public final class UnifiedDiff {
  private UnifiedDiff() {}

  public static List<String> lines(
      List<String> before, List<String> after, String from, String to, int context) {
    var out = new ArrayList<String>();
    for (List<SequenceMatcher.Change> hunk : hunks(before, after, context)) {
      if (out.isEmpty()) {
        out.add("--- " + from + "\n");
        out.add("+++ " + to + "\n");
      }
      var first = hunk.getFirst();
      var last = hunk.getLast();
      out.add(
          "@@ -"
              + range(first.left(), last.leftEnd())
              + " +"
              + range(first.right(), last.rightEnd())
              + " @@\n");
      for (SequenceMatcher.Change change : hunk) {
        if (change.equal()) {
          prefixed(" ", before.subList(change.left(), change.leftEnd()), out);
        } else {
          prefixed("-", before.subList(change.left(), change.leftEnd()), out);
          prefixed("+", after.subList(change.right(), change.rightEnd()), out);
        }
      }
    }
    return out;
  }

  /// The lines of a text, with an open last one closed and marked.
  public static List<String> closed(List<String> lines) {
    if (lines.isEmpty() || lines.getLast().endsWith("\n")) {
      return lines;
    }
    var closed = new ArrayList<>(lines);
    closed.add(closed.removeLast() + "\n\\ No newline at end of file\n");
    return closed;
  }

  private static void prefixed(String mark, List<String> lines, List<String> out) {
    lines.forEach(line -> out.add(mark + line));
  }

  private static String range(int start, int end) {
    int length = end - start;
    if (length == 1) {
      return Integer.toString(start + 1);
    }
    return (length == 0 ? start : start + 1) + "," + length;
  }

  /// Changes with `context` equal lines around them; those nearer than twice that are one hunk.
  private static List<List<SequenceMatcher.Change>> hunks(
      List<String> before, List<String> after, int context) {
    var changes = new ArrayList<>(new SequenceMatcher(before, after).changes());
    var hunks = new ArrayList<List<SequenceMatcher.Change>>();
    var hunk = new ArrayList<SequenceMatcher.Change>();
    for (int i = 0; i < changes.size(); i++) {
      SequenceMatcher.Change c = changes.get(i);
      if (!c.equal()) {
        hunk.add(c);
        continue;
      }
      boolean isFirst = i == 0;
      boolean isLast = i == changes.size() - 1;
      if (!isFirst) {
        boolean splits = !isLast && c.leftEnd() - c.left() > 2 * context;
        if (!splits && !isLast) {
          hunk.add(c);
          continue;
        }
        hunk.add(head(c, context));
        hunks.add(List.copyOf(hunk));
        hunk.clear();
      }
      if (!isLast) {
        hunk.add(tail(c, context));
      }
    }
    if (hunk.stream().anyMatch(c -> !c.equal())) {
      hunks.add(List.copyOf(hunk));
    }
    return hunks;
  }

  private static SequenceMatcher.Change head(SequenceMatcher.Change c, int n) {
    return new SequenceMatcher.Change(
        true,
        c.left(),
        Math.min(c.leftEnd(), c.left() + n),
        c.right(),
        Math.min(c.rightEnd(), c.right() + n));
  }

  private static SequenceMatcher.Change tail(SequenceMatcher.Change c, int n) {
    return new SequenceMatcher.Change(
        true,
        Math.max(c.left(), c.leftEnd() - n),
        c.leftEnd(),
        Math.max(c.right(), c.rightEnd() - n),
        c.rightEnd());
  }
}
