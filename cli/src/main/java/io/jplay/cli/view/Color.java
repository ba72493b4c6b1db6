package io.jplay.cli.view;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a piece of output is, which decides its colour. Each has a setting of its name
/// (`COLOR_OK`).
public enum Color {
  OK("green"),
  CHANGED("yellow"),
  SKIP("cyan"),
  ERROR("red"),
  UNREACHABLE("bright red"),
  WARN("bright purple"),
  DEPRECATE("purple"),
  DEBUG("dark gray"),
  VERBOSE("blue"),
  HIGHLIGHT("white"),
  INCLUDED("cyan"),
  DIFF_ADD("green"),
  DIFF_REMOVE("red"),
  DIFF_LINES("cyan"),
  NONE("");

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("black", "0;30"),
          Map.entry("red", "0;31"),
          Map.entry("green", "0;32"),
          Map.entry("yellow", "0;33"),
          Map.entry("blue", "0;34"),
          Map.entry("purple", "0;35"),
          Map.entry("magenta", "0;35"),
          Map.entry("cyan", "0;36"),
          Map.entry("bright gray", "0;37"),
          Map.entry("dark gray", "1;30"),
          Map.entry("bright red", "1;31"),
          Map.entry("bright green", "1;32"),
          Map.entry("bright yellow", "1;33"),
          Map.entry("bright blue", "1;34"),
          Map.entry("bright purple", "1;35"),
          Map.entry("bright magenta", "1;35"),
          Map.entry("bright cyan", "1;36"),
          Map.entry("white", "1;37"),
          Map.entry("normal", "0"));

  private final String fallback;

  Color(String fallback) {
    this.fallback = fallback;
  }

  /// The SGR parameters for this kind of output, in the colour that was chosen for it, else in its
  /// own; empty for none.
  String code(Map<Color, String> chosenColors) {
    String chosen = chosenColors.getOrDefault(this, fallback);
    return Optional.ofNullable(CODES.get(chosen.toLowerCase(Locale.ROOT)))
        .or(() -> extended(chosen))
        .orElse(CODES.getOrDefault(fallback, ""));
  }

  /// `color123` of the 256, `rgb135`, `gray12`, as ansible names them.
  private static Optional<String> extended(String name) {
    if (name.matches("color\\d{1,3}")) {
      return Optional.of("38;5;" + name.substring(5));
    }
    if (name.matches("rgb[0-5]{3}")) {
      int n = 16 + 36 * (name.charAt(3) - '0') + 6 * (name.charAt(4) - '0') + name.charAt(5) - '0';
      return Optional.of("38;5;" + n);
    }
    if (name.matches("gray\\d{1,2}")) {
      return Optional.of("38;5;" + (232 + Integer.parseInt(name.substring(4))));
    }
    return Optional.empty();
  }
}
