package io.jplay.core.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files that an include of unknown name may read: whether one of them may define a variable, told
/// by its text alone.
final class OtherFiles {
  private static final Pattern DEFINES =
      Pattern.compile(
          "([A-Za-z_]\\w*)[\"']?\\s*[:=]|(?:register|loop_var|index_var):\\s*[\"']?(\\w+)");
  private static final int MOST_FILES = 20_000;
  private static final long LARGEST = 1 << 20;

  private OtherFiles() {}

  static Set<String> defining(Set<String> names, Reach reach) {
    var found = new HashSet<String>();
    for (Path file : files(reach)) {
      if (!reach.files.contains(file)) {
        Matcher matcher = DEFINES.matcher(text(file));
        while (matcher.find()) {
          String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
          if (names.contains(name)) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  /// A file that cannot be read defines nothing.
  private static String text(Path file) {
    try {
      return Files.size(file) <= LARGEST
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<Path> files(Reach reach) {
    var bases = new LinkedHashSet<Path>();
    reach.open.forEach(open -> bases.addAll(open.bases()));
    var all = new LinkedHashSet<Path>();
    for (Path base : bases) {
      all.addAll(below(base, 1));
      for (String part : List.of("vars", "tasks", "defaults")) {
        all.addAll(below(base.resolve(part), 4));
      }
    }
    return all;
  }

  private static List<Path> below(Path directory, int depth) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory, depth)) {
      return tree.filter(f -> f.toString().matches(".*\\.(ya?ml|json)"))
          .filter(Files::isRegularFile)
          .limit(MOST_FILES)
          .map(f -> f.toAbsolutePath().normalize())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
