package io.jplay.modules.files;

import io.jplay.core.api.HostFacts;

/// Paths of a host as options give them.
public final class Paths {
  private Paths() {}

  /// `~` at the beginning is the session's home, as Ansible's path type expands it.
  public static String expand(String path, HostFacts facts) {
    return path.equals("~") || path.startsWith("~/") ? facts.home() + path.substring(1) : path;
  }

  /// Without slashes at the end.
  public static String trimmed(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
