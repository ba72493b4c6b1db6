package io.jplay.core.vault;

import java.io.IOException;
import java.nio.file.Path;

/// Lets the operator change a file.
@FunctionalInterface
public interface Editor {
  /// Blocks until the editor ends; its exit code (above 128 when a signal ended it).
  int edit(Path file) throws IOException, InterruptedException;
}
