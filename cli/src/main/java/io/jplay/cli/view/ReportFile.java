package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes report files whole or not at all.
final class ReportFile {
  private ReportFile() {}

  static void write(Path file, String text) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(directory, ".jplay", ".tmp");
      try {
        Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new JplayException(
          Diagnostic.error("JP1810", "report cannot be written", SourceRange.NONE)
              .withDetail("cannot write " + file + ": " + IoReason.of(e)));
    }
  }
}
