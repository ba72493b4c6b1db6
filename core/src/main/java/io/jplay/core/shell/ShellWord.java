package io.jplay.core.shell;

/// One word of a POSIX shell command, quoted so that the shell reads exactly the text given,
/// whatever it holds (but NUL, which no shell word can hold).
public record ShellWord(String quoted) {
  public static ShellWord of(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell word cannot hold NUL");
    }
    return new ShellWord(isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'");
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "_-./:,+@%".indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return quoted;
  }
}
