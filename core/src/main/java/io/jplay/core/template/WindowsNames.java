package io.jplay.core.template;

import io.jplay.core.value.Str;
import io.jplay.core.value.Value;

/// Python's `ntpath` on texts.
final class WindowsNames {
  private WindowsNames() {}

  private static boolean isSeparator(char c) {
    return c == '\\' || c == '/';
  }

  private static int driveLength(String path) {
    if (path.length() >= 2 && path.charAt(1) == ':') {
      return 2;
    }
    if (path.length() > 2
        && isSeparator(path.charAt(0))
        && isSeparator(path.charAt(1))
        && !isSeparator(path.charAt(2))) {
      int server = next(path, 2);
      if (server < 0) {
        return 0;
      }
      int share = next(path, server + 1);
      return share == server + 1 ? 0 : share < 0 ? path.length() : share;
    }
    return 0;
  }

  private static int next(String path, int from) {
    for (int i = from; i < path.length(); i++) {
      if (isSeparator(path.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int tail(String path) {
    int i = path.length();
    while (i > driveLength(path) && !isSeparator(path.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  static String base(String path) {
    return path.substring(tail(path));
  }

  static String directory(String path) {
    int drive = driveLength(path);
    int end = tail(path);
    int bare = end;
    while (bare > drive && isSeparator(path.charAt(bare - 1))) {
      bare--;
    }
    return path.substring(0, bare == drive ? end : bare);
  }

  static Value drive(String path) {
    int drive = driveLength(path);
    return Call.tuple(Str.of(path.substring(0, drive)), Str.of(path.substring(drive)));
  }
}
