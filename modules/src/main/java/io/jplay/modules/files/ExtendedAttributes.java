package io.jplay.modules.files;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;

/// Flags of chattr and lsattr, as in the option `attributes`.
public final class ExtendedAttributes {
  private ExtendedAttributes() {}

  /// The flags of a file without dashes; empty where lsattr or the file system has none. Without
  /// the version, which not every file system with flags has (tmpfs).
  public static Read<String> read(String path) {
    var program = new ScriptBuilder().line("lsattr -d {} 2>/dev/null", path).program();
    return new Read<>(
        "lsattr:" + path,
        program,
        output -> {
          String[] words = output.stdout().strip().split("\\s+", 2);
          return words.length < 2 ? "" : words[0].replace("-", "");
        });
  }

  /// Whether `wanted` (flags with an optional operator) asks for a change of the flags `now`.
  static boolean differs(String wanted, String now) {
    String flags = flags(wanted);
    return switch (operator(wanted)) {
      case '+' -> flags.chars().anyMatch(f -> now.indexOf(f) < 0);
      case '-' -> flags.chars().anyMatch(f -> now.indexOf(f) >= 0);
      // `e` (extents) is the file system's own and cannot be taken away
      default -> !sorted(flags.replace("e", "")).equals(sorted(now.replace("e", "")));
    };
  }

  static char operator(String wanted) {
    char first = wanted.charAt(0);
    return "+-=".indexOf(first) >= 0 ? first : '=';
  }

  static String flags(String wanted) {
    return "+-=".indexOf(wanted.charAt(0)) >= 0 ? wanted.substring(1) : wanted;
  }

  private static String sorted(String flags) {
    return flags
        .chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
