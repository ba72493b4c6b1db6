package io.jplay.core.template;

import io.jplay.core.source.FileSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Python's `posixpath` on texts.
final class FileNames {
  private FileNames() {}

  static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String directory(String path) {
    return FileSearch.directory(path);
  }

  static String join(List<String> paths) {
    return FileSearch.join(paths);
  }

  static String normal(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    boolean absolute = path.startsWith("/");
    String root = path.startsWith("//") && !path.startsWith("///") ? "//" : absolute ? "/" : "";
    var parts = new ArrayDeque<String>();
    for (String part : PythonStrings.split(path, "/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!part.equals("..") || !absolute && (parts.isEmpty() || parts.peekLast().equals(".."))) {
        parts.addLast(part);
      } else if (!parts.isEmpty()) {
        parts.removeLast();
      }
    }
    String joined = root + String.join("/", parts);
    return joined.isEmpty() ? "." : joined;
  }

  /// With links resolved as far as the path exists.
  static String real(String path) {
    Path whole = Path.of(path);
    for (Path p = whole; p != null; p = p.getParent()) {
      try {
        Path resolved = p.toRealPath();
        return resolved.resolve(p.relativize(whole)).normalize().toString();
      } catch (IOException e) {
        // not there: its parent may be
      }
    }
    return normal(path);
  }

  static String common(List<String> paths) {
    if (paths.isEmpty()) {
      throw PythonError.value("commonpath() arg is an empty sequence");
    }
    boolean absolute = paths.getFirst().startsWith("/");
    List<String> shared = parts(paths.getFirst());
    for (String path : paths) {
      if (path.startsWith("/") != absolute) {
        throw PythonError.value("Can't mix absolute and relative paths");
      }
      List<String> parts = parts(path);
      int same = 0;
      while (same < Math.min(shared.size(), parts.size())
          && shared.get(same).equals(parts.get(same))) {
        same++;
      }
      shared = shared.subList(0, same);
    }
    return (absolute ? "/" : "") + String.join("/", shared);
  }

  private static List<String> parts(String path) {
    var parts = new ArrayList<>(PythonStrings.split(path, "/", -1));
    parts.removeIf(p -> p.isEmpty() || p.equals("."));
    return parts;
  }
}
