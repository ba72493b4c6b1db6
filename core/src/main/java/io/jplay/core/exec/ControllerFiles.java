package io.jplay.core.exec;

import io.jplay.core.value.Dict;
import java.io.IOException;
import java.nio.file.Path;

/// Reads files of the controller, decrypting vault files. Thread-safe.
public interface ControllerFiles {
  byte[] read(Path file, boolean decrypt) throws IOException;

  /// The variables of a YAML or JSON file; throws JplayException with the place of a mistake.
  Dict variables(Path file);

  /// The variables of a file of `vars_files`, which may be a list of mappings as well.
  default Dict listedVariables(Path file) {
    return variables(file);
  }
}
