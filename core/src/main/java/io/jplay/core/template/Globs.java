package io.jplay.core.template;

import io.jplay.core.shell.Glob;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files by a shell pattern, as Python's `glob` finds them: hidden ones only by a pattern that
/// starts with a dot. Sorted, where Python leaves the order to the file system.
final class Globs {
  private Globs() {}

  static List<String> files(String pattern) {
    var found = new ArrayList<Path>();
    Path path = Path.of(pattern);
    Path root = path.isAbsolute() ? Path.of("/") : Path.of("");
    match(root, path, 0, found);
    return found.stream().filter(Files::isRegularFile).map(Path::toString).sorted().toList();
  }

  private static void match(Path directory, Path pattern, int level, List<Path> found) {
    if (level == pattern.getNameCount()) {
      found.add(directory);
      return;
    }
    String part = pattern.getName(level).toString();
    if (!hasMagic(part)) {
      Path next = directory.resolve(part);
      if (Files.exists(next)) {
        match(next, pattern, level + 1, found);
      }
      return;
    }
    Glob glob = Glob.of(part);
    Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        boolean hidden = name.toString().startsWith(".");
        if (glob.matches(name.toString()) && (!hidden || part.startsWith("."))) {
          match(directory.resolve(name), pattern, level + 1, found);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a directory that cannot be read has no matches, as in Python
    }
  }

  private static boolean hasMagic(String part) {
    return part.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }
}
