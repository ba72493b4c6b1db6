package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where files of the controller go that live as long as a task.
class LocalTmpTest {
  @TempDir private Path dir;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    Path place = dir.resolve("a/b");
    Path file = files(Optional.of(place)).temporaryFile();
    assertEquals(place, file.getParent());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void isTheSystemsWhereNobodySaysAnything() throws IOException {
    Path file = files(Optional.empty()).temporaryFile();
    assertTrue(Files.deleteIfExists(file));
  }

  private RunSettings.Context files(Optional<Path> place) {
    return new RunSettings.Context(
        dir, Optional.empty(), List.of(), List.of(), Map.of(), place, "", "");
  }
}
