package io.jplay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the numbered descriptors of this process lead to.
final class Descriptors {
  private Descriptors() {}

  /// The name of the file, or `pipe:[...]` and its like; nothing where the system does not tell.
  static Optional<String> target(int descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
