package io.jplay.core.inventory;

/// Group names as identifiers.
public final class GroupNames {
  private GroupNames() {}

  public static boolean isIdentifier(String name) {
    return safe(name).equals(name);
  }

  /// The name with everything replaced by `_` that may not stand in a variable name, as dynamic
  /// sources do.
  public static String safe(String name) {
    var out = new StringBuilder();
    name.codePoints()
        .forEach(c -> {
          boolean letter = c == '_' || (c < 0x80 && Character.isLetter(c));
          boolean digit = c >= '0' && c <= '9';
          if (letter || (digit && !out.isEmpty())) {
            out.appendCodePoint(c);
          } else {
            out.append('_');
          }
        });
    return out.toString();
  }
}
