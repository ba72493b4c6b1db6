package io.jplay.modules.packages;

import java.math.BigInteger;

/// A version as dpkg orders it: `[epoch:]upstream[-revision]`, deb-version(7).
public record DebianVersion(BigInteger epoch, String upstream, String revision)
    implements Comparable<DebianVersion> {

  public static DebianVersion parse(String text) {
    int colon = text.indexOf(':');
    boolean hasEpoch = colon > 0 && text.substring(0, colon).matches("\\d+");
    BigInteger epoch = hasEpoch ? new BigInteger(text.substring(0, colon)) : BigInteger.ZERO;
    String rest = hasEpoch ? text.substring(colon + 1) : text;
    int dash = rest.lastIndexOf('-');
    return dash < 0
        ? new DebianVersion(epoch, rest, "")
        : new DebianVersion(epoch, rest.substring(0, dash), rest.substring(dash + 1));
  }

  @Override
  public int compareTo(DebianVersion other) {
    int order = epoch.compareTo(other.epoch);
    order = order != 0 ? order : compare(upstream, other.upstream);
    return order != 0 ? order : compare(revision, other.revision);
  }

  /// Runs of other characters and runs of digits take turns.
  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (isOther(a, i) || isOther(b, j)) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = digitsEnd(a, i);
      int endB = digitsEnd(b, j);
      int order = number(a, i, endA).compareTo(number(b, j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  private static boolean isOther(String text, int at) {
    return at < text.length() && !isDigit(text.charAt(at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// A tilde is before the end, letters are before all else.
  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    return c == '~' ? -1 : Character.isLetter(c) ? c : c + 0x10000;
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static BigInteger number(String text, int from, int to) {
    return from >= to ? BigInteger.ZERO : new BigInteger(text.substring(from, to));
  }
}
