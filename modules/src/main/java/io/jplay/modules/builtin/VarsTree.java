package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The files that include_vars takes from a directory, in the order in which they count: directory
/// by directory, by name.
final class VarsTree {
  private final IncludeVars.Args a;

  VarsTree(IncludeVars.Args args) {
    this.a = args;
  }

  /// Adds them to `files`, those of the directories before the first file that may not be there;
  /// says what is wrong with that one.
  Optional<String> collect(Path dir, List<Path> files) {
    if (!Files.exists(dir)) {
      return Optional.of(dir + " directory does not exist");
    }
    if (!Files.isDirectory(dir)) {
      return Optional.of(dir + " is not a directory");
    }
    int depth = a.depth() == 0 ? Integer.MAX_VALUE : a.depth();
    try (Stream<Path> all = Files.walk(dir, depth, FileVisitOption.FOLLOW_LINKS)) {
      var order =
          Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
              .thenComparing(VarsTree::name);
      for (Path file : all.filter(Files::isRegularFile).sorted(order).toList()) {
        if (isWanted(file) && !hasExtension(file)) {
          files.removeIf(f -> Objects.equals(f.getParent(), file.getParent()));
          return Optional.of(
              file + " does not have a valid extension: " + String.join(", ", a.extensions()));
        }
        if (isWanted(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + dir + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private boolean isWanted(Path file) {
    String name = name(file);
    if (a.filesMatching().isPresent() && !matches(a.filesMatching().get(), name)) {
      return false;
    }
    for (String ignored : a.ignoreFiles()) {
      if (matches(ignored + "$", name)) {
        return false;
      }
    }
    return !a.ignoreUnknownExtensions() || hasExtension(file);
  }

  private boolean hasExtension(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 && a.extensions().contains(name.substring(dot + 1));
  }

  private static boolean matches(String regex, String name) {
    try {
      return Pattern.compile(regex).matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("Invalid regular expression: " + regex);
    }
  }
}
