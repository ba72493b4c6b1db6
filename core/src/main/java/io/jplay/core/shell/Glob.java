package io.jplay.core.shell;

import java.util.regex.Pattern;

/// A file-name pattern as Python's fnmatch has it: `*`, `?`, `[abc]`, `[!abc]`; case counts, a dot
/// is like any other character.
public record Glob(Pattern regex) {
  public static Glob of(String glob) {
    return new Glob(Pattern.compile(translate(glob), Pattern.DOTALL));
  }

  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }

  private static String translate(String glob) {
    var out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> out.append(".*");
        case '?' -> out.append('.');
        case '[' -> {
          int end = setEnd(glob, i);
          if (end < 0) {
            out.append("\\[");
          } else {
            out.append(set(glob.substring(i + 1, end)));
            i = end;
          }
        }
        default -> out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }

  /// The index of the `]` that closes the set at `start`, or -1; a `]` right after the start
  /// belongs to the set.
  private static int setEnd(String glob, int start) {
    int from = start + 1;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    return glob.indexOf(']', from + 1);
  }

  private static String set(String body) {
    boolean negated = body.startsWith("!");
    var alternatives = new StringBuilder();
    for (int i = negated ? 1 : 0; i < body.length(); i++) {
      char low = body.charAt(i);
      if (i + 2 < body.length() && body.charAt(i + 1) == '-') {
        char high = body.charAt(i + 2);
        if (low <= high) {
          alternatives.append(literal(low)).append('-').append(literal(high));
        }
        i += 2;
      } else {
        alternatives.append(literal(low));
      }
    }
    if (alternatives.isEmpty()) {
      return negated ? "." : "(?!)";
    }
    return (negated ? "[^" : "[") + alternatives + "]";
  }

  private static String literal(char c) {
    return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\x{" + Integer.toHexString(c) + "}";
  }
}
