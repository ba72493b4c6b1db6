package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host entry of a source: names with ranges (`web[01:20:2].x[a:c]`) and a port (`web1:2222`,
/// `[::1]:22`).
public record HostRange(List<String> names, OptionalInt port) {
  /// The code of the problem that a range counts in something that is neither number nor letter.
  public static final String NOT_A_RANGE = "JP1317";

  private static final int MAX_NAMES = 1_000_000;
  private static final Pattern RANGE = Pattern.compile("([^\\[]*)\\[([^\\]]*:[^\\]]*)\\](.*)");

  /// Bracketed anything with a port, or a name or address (whose brackets are ranges) with one.
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]+)\\]:(\\d{1,5})");

  private static final Pattern WITH_PORT =
      Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])+):(\\d{1,5})");

  public HostRange {
    names = List.copyOf(names);
  }

  public static HostRange parse(String text) {
    Matcher address = BRACKETED.matcher(text);
    if (!address.matches()) {
      address = WITH_PORT.matcher(text);
      if (!address.matches()) {
        return new HostRange(expand(text), OptionalInt.empty());
      }
    }
    return new HostRange(
        expand(address.group(1)), OptionalInt.of(Integer.parseInt(address.group(2))));
  }

  private static List<String> expand(String pattern) {
    Matcher range = RANGE.matcher(pattern);
    if (!range.matches()) {
      if (pattern.indexOf('[') >= 0) {
        throw problem(
            pattern.indexOf(']') >= 0
                ? "host range must be begin:end or begin:end:step"
                : "host range has no closing bracket");
      }
      return List.of(pattern);
    }
    List<String> tails = expand(range.group(3));
    var names = new ArrayList<String>();
    for (String item : items(range.group(2))) {
      for (String tail : tails) {
        names.add(range.group(1) + item + tail);
        if (names.size() > MAX_NAMES) {
          throw problem("host range gives more than " + MAX_NAMES + " names");
        }
      }
    }
    return names;
  }

  private static List<String> items(String range) {
    String[] bounds = range.split(":", -1);
    if (bounds.length > 3) {
      throw problem("host range must be begin:end or begin:end:step");
    }
    String begin = bounds[0].isEmpty() ? "0" : bounds[0];
    String end = bounds[1];
    if (end.isEmpty()) {
      throw problem("host range must specify end value");
    }
    int step = bounds.length == 3 && !bounds[2].isEmpty() ? number(bounds[2]) : 1;
    if (step < 1) {
      throw problem("host range must have a step of at least 1");
    }
    if (isLetter(begin) && isLetter(end)) {
      return letters(begin.charAt(0), end.charAt(0), step);
    }
    return numbers(begin, end, step);
  }

  private static boolean isLetter(String text) {
    return text.length() == 1 && LETTERS.contains(text);
  }

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static List<String> letters(char from, char to, int step) {
    int first = LETTERS.indexOf(from);
    int last = LETTERS.indexOf(to);
    if (first > last) {
      throw problem("host range must have begin <= end");
    }
    var items = new ArrayList<String>();
    for (int i = first; i <= last; i += step) {
      items.add(LETTERS.substring(i, i + 1));
    }
    return items;
  }

  private static List<String> numbers(String begin, String end, int step) {
    boolean padded = begin.length() > 1 && begin.startsWith("0");
    if (padded && begin.length() != end.length()) {
      throw problem("host range must specify equal-length begin and end formats");
    }
    int last = number(end);
    var items = new ArrayList<String>();
    for (long i = number(begin); i <= last && items.size() <= MAX_NAMES; i += step) {
      String digits = Long.toString(i);
      items.add(
          padded ? "0".repeat(Math.max(0, begin.length() - digits.length())) + digits : digits);
    }
    return items;
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException _) {
      throw new JplayException(
          Diagnostic.error(NOT_A_RANGE, "host range without numbers", SourceRange.NONE)
              .withDetail("host range must have numbers or single letters, not '" + digits + "'"));
    }
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        Diagnostic.error("JP1312", "bad host range", SourceRange.NONE).withDetail(detail));
  }
}
