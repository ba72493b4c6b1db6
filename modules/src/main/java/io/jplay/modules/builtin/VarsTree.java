package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.diag.IoReason;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /// `named` are the files that were met before a `problem`; those in the directory of the file
  /// that may not be there do not count as `files` (like ansible-core 2.18
  /// plugins/action/include_vars.py).
  record Found(List<Path> files, List<Path> named, Optional<String> problem) {
    static Found of(Path file) {
      return new Found(List.of(file), List.of(file), Optional.empty());
    }

    static Found none(String problem) {
      return new Found(List.of(), List.of(), Optional.of(problem));
    }
  }

  Found collect(Path dir) {
    if (!Files.exists(dir)) {
      return Found.none(dir + " directory does not exist");
    }
    if (!Files.isDirectory(dir)) {
      return Found.none(dir + " is not a directory");
    }
    var files = new ArrayList<Path>();
    if (a.depth() < 0) {
      return new Found(files, files, Optional.empty());
    }
    int depth = a.depth() == 0 ? Integer.MAX_VALUE : a.depth();
    try (Stream<Path> all = Files.walk(dir, depth, FileVisitOption.FOLLOW_LINKS)) {
      var order =
          Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
              .thenComparing(VarsTree::name);
      for (Path file : all.filter(Files::isRegularFile).sorted(order).toList()) {
        if (isWanted(file) && !hasExtension(file)) {
          var before = new ArrayList<>(files);
          before.removeIf(f -> Objects.equals(f.getParent(), file.getParent()));
          String problem =
              file + " does not have a valid extension: " + String.join(", ", a.extensions());
          return new Found(before, files, Optional.of(problem));
        }
        if (isWanted(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + dir + ": " + IoReason.of(e));
    }
    return new Found(files, files, Optional.empty());
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
      // one text may be several words
      for (String word : ignored.strip().split("\\s+")) {
        if (matches(word + "$", name)) {
          return false;
        }
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
