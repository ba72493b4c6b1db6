package io.jplay.core.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Modules that a project brings itself, in Python or another language. They are not run, but it is
/// worth saying that they are there.
public final class OwnModules {
  private static final List<String> PLACES =
      List.of(
          "library",
          "action_plugins",
          "plugins/modules",
          "plugins/action",
          "../../plugins/modules",
          "../../plugins/action");

  /// Of modules in Python, in other languages, and programs.
  private static final List<String> SUFFIXES = List.of(".py", ".sh", ".pl", ".rb", ".ps1", "");

  private OwnModules() {}

  /// The file of a module, below one of `bases` or in a directory that the settings name.
  public static Optional<Path> find(String module, Stream<Path> bases, List<Path> library) {
    String file = module.substring(module.lastIndexOf('.') + 1);
    Stream<Path> own =
        bases.flatMap(base -> PLACES.stream().map(place -> base.resolve(place).normalize()));
    return Stream.concat(own, library.stream())
        .flatMap(directory -> SUFFIXES.stream().map(suffix -> directory.resolve(file + suffix)))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
