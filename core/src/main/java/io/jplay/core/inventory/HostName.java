package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.Locale;
import java.util.Optional;

/// What a host or group may be called. Names become file names (host_vars, fact cache, journal),
/// words on the terminal and parts of patterns, so control characters, separators of paths and
/// leading dashes are refused; ansible takes them all.
public final class HostName {
  private HostName() {}

  /// Why a name is refused, if it is.
  public static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.startsWith("-")) {
      return Optional.of("it starts with a dash");
    }
    if (name.equals(".") || name.equals("..") || name.contains("/")) {
      return Optional.of("it would be a path");
    }
    if (name.length() > 255) {
      return Optional.of("it is longer than 255 characters");
    }
    return name.codePoints()
        .filter(HostName::isHarmful)
        .mapToObj(c -> "it contains " + describe(c))
        .findFirst();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> Character.isWhitespace(c) || ";|&$`<>'\"\\(){}!*?".indexOf(c) >= 0;
    };
  }

  private static String describe(int c) {
    return c > ' ' && c < 0x7f
        ? "'" + Character.toString(c) + "'"
        : String.format(Locale.ROOT, "the character U+%04X", c);
  }

  static void check(String name) {
    problem(name).ifPresent(why -> refuse("JP1303", "host name is not acceptable", name, why));
  }

  /// Groups are not file names alone but names of clouds too, with blanks and punctuation.
  static void checkGroup(String name) {
    if (name.isEmpty()
        || name.startsWith("-")
        || name.codePoints().anyMatch(Character::isISOControl)) {
      refuse(
          "JP1304",
          "group name is not acceptable",
          name,
          "it is empty, starts with a dash or holds control characters");
    }
  }

  private static void refuse(String code, String summary, String name, String why) {
    throw new JplayException(
        Diagnostic.error(code, summary, SourceRange.NONE)
            .withDetail("'" + printable(name) + "': " + why));
  }

  private static String printable(String name) {
    var out = new StringBuilder();
    name.codePoints()
        .limit(80)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            out.append(String.format(Locale.ROOT, "\\x%02x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }
}
