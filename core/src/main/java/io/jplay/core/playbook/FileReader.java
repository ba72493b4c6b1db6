package io.jplay.core.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file of the controller, decrypted when it is a vault file. Throws `JplayException` when
/// it cannot be decrypted.
@FunctionalInterface
public interface FileReader {
  /// `isSecret` says that the file was encrypted: all its values are masked in output.
  record Content(byte[] bytes, boolean isSecret) {
    public Content {
      bytes = bytes.clone();
    }
  }

  FileReader PLAIN = path -> new Content(Files.readAllBytes(path), false);

  Content read(Path path) throws IOException;
}
