package io.jplay.core.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ways in which ansible compares versions.
final class Versions {
  private static final Pattern LOOSE = Pattern.compile("\\d+|[a-z]+|\\.");
  private static final Pattern STRICT =
      Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?");
  private static final Pattern SEMANTIC =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
              + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

  private Versions() {}

  /// Compares under a type of the `version` test.
  static int compare(String type, String a, String b) {
    return switch (type) {
      case "loose" -> loose(a, b);
      case "strict" -> strict(a, b);
      case "semver", "semantic" -> semantic(a, b);
      case "pep440" -> Pep440.parse(a).compareTo(Pep440.parse(b));
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static List<String> parts(String version) {
    var parts = new ArrayList<String>();
    Matcher m = LOOSE.matcher(version);
    int at = 0;
    while (m.find()) {
      if (m.start() > at) {
        parts.add(version.substring(at, m.start()));
      }
      if (!m.group().equals(".")) {
        parts.add(m.group());
      }
      at = m.end();
    }
    if (at < version.length()) {
      parts.add(version.substring(at));
    }
    return parts;
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }

  /// Numbers as numbers, letters as letters; the two cannot be compared.
  static int loose(String a, String b) {
    List<String> left = parts(a);
    List<String> right = parts(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      String x = left.get(i);
      String y = right.get(i);
      if (isNumber(x) != isNumber(y)) {
        throw PythonError.type(
            "'<' not supported between instances of '%s' and '%s'"
                .formatted(isNumber(x) ? "int" : "str", isNumber(y) ? "int" : "str"));
      }
      int c = isNumber(x) ? numbers(x, y) : PythonOps.compareTexts(x, y);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  static int numbers(String a, String b) {
    return new BigInteger(a).compareTo(new BigInteger(b));
  }

  private static Matcher matched(Pattern pattern, String version, String message) {
    Matcher m = pattern.matcher(version);
    if (!m.matches()) {
      throw PythonError.value(message.formatted(version));
    }
    return m;
  }

  private static int strict(String a, String b) {
    String message = "invalid version number '%s'";
    Matcher x = matched(STRICT, a, message);
    Matcher y = matched(STRICT, b, message);
    for (int i = 1; i <= 3; i++) {
      int c = numbers(orZero(x.group(i)), orZero(y.group(i)));
      if (c != 0) {
        return c;
      }
    }
    if (x.group(4) == null || y.group(4) == null) {
      // a pre-release comes before its release
      return Boolean.compare(x.group(4) == null, y.group(4) == null);
    }
    int c = x.group(4).compareTo(y.group(4));
    return c != 0 ? c : numbers(x.group(5), y.group(5));
  }

  private static String orZero(@Nullable String number) {
    return number == null ? "0" : number;
  }

  private static int semantic(String a, String b) {
    String message = "invalid semantic version '%s'";
    Matcher x = matched(SEMANTIC, a, message);
    Matcher y = matched(SEMANTIC, b, message);
    for (int i = 1; i <= 3; i++) {
      int c = numbers(x.group(i), y.group(i));
      if (c != 0) {
        return c;
      }
    }
    String p = x.group(4);
    String q = y.group(4);
    if (p == null || q == null) {
      return Boolean.compare(p == null, q == null);
    }
    List<String> left = PythonStrings.split(p, ".", -1);
    List<String> right = PythonStrings.split(q, ".", -1);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int c = identifiers(left.get(i), right.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int identifiers(String a, String b) {
    boolean x = a.chars().allMatch(Character::isDigit);
    boolean y = b.chars().allMatch(Character::isDigit);
    if (x != y) {
      return x ? -1 : 1;
    }
    return x ? numbers(a, b) : a.compareTo(b);
  }
}
