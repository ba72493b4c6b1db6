package io.jplay.core.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version of a Python package, ordered as PEP 440 says.
record Pep440(
    BigInteger epoch,
    List<BigInteger> release,
    List<BigInteger> pre,
    BigInteger post,
    BigInteger dev,
    List<String> local)
    implements Comparable<Pep440> {

  private static final Pattern VERSION =
      Pattern.compile(
          "\\s*v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\\d+)?)?"
              + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d+)?)?"
              + "(?:[-_.]?(dev)[-_.]?(\\d+)?)?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final BigInteger LOWEST = BigInteger.ONE.negate();
  private static final BigInteger HIGHEST = BigInteger.ONE.shiftLeft(200);

  static Pep440 parse(String text) {
    Matcher m = VERSION.matcher(text);
    if (!m.matches()) {
      throw PythonError.value("Invalid version: '" + text + "'");
    }
    var release = new ArrayList<BigInteger>();
    for (String part : PythonStrings.split(m.group(2), ".", -1)) {
      release.add(new BigInteger(part));
    }
    while (release.size() > 1 && release.getLast().signum() == 0) {
      release.removeLast();
    }
    boolean hasPost = m.group(5) != null || m.group(6) != null;
    BigInteger post = hasPost ? number(m.group(5) != null ? m.group(5) : m.group(7)) : LOWEST;
    BigInteger dev = m.group(8) == null ? HIGHEST : number(m.group(9));
    List<BigInteger> pre;
    if (m.group(3) != null) {
      pre = List.of(BigInteger.valueOf(phase(m.group(3))), number(m.group(4)));
    } else {
      // 1.0.dev1 comes before 1.0a1, 1.0 after every 1.0rc
      boolean onlyDev = !hasPost && m.group(8) != null;
      pre = List.of(onlyDev ? LOWEST : HIGHEST, BigInteger.ZERO);
    }
    String local = m.group(10);
    return new Pep440(
        number(m.group(1)),
        release,
        pre,
        post,
        dev,
        local == null
            ? List.of()
            : PythonStrings.split(
                local.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.'), ".", -1));
  }

  private static BigInteger number(@Nullable String text) {
    return text == null || text.isEmpty() ? BigInteger.ZERO : new BigInteger(text);
  }

  private static int phase(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "a", "alpha" -> 0;
      case "b", "beta" -> 1;
      default -> 2;
    };
  }

  @Override
  public int compareTo(Pep440 o) {
    int c = epoch.compareTo(o.epoch);
    c = c != 0 ? c : lists(release, o.release);
    c = c != 0 ? c : lists(pre, o.pre);
    c = c != 0 ? c : post.compareTo(o.post);
    c = c != 0 ? c : dev.compareTo(o.dev);
    return c != 0 ? c : locals(local, o.local);
  }

  private static int lists(List<BigInteger> a, List<BigInteger> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int c = a.get(i).compareTo(b.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int locals(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean x = a.get(i).chars().allMatch(Character::isDigit);
      boolean y = b.get(i).chars().allMatch(Character::isDigit);
      int c =
          x != y
              ? Boolean.compare(x, y)
              : x ? Versions.numbers(a.get(i), b.get(i)) : a.get(i).compareTo(b.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
