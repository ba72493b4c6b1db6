package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.api.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDigestsTest {
  @TempDir Path scratch;
  private final FileDigests digests = new FileDigests();

  private FileDigests.Pair of(Path file) throws IOException {
    return digests.of(new FileContent.LocalFile(file, Files.size(file)));
  }

  @Test
  void aFileThatChangedIsReadAgain() throws IOException {
    Path file = Files.writeString(scratch.resolve("f"), "one");
    assertEquals(
        new FileDigests.Pair(
            "fe05bcdcdc4928012781a5f1a2a77cbb5398e106", "f97c5d29941bfb1b2fdab0874906ab82"),
        of(file));
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    // the same size and, for all that a coarse clock knows, the same time: another file
    Path other = Files.writeString(scratch.resolve("g"), "six");
    Files.setLastModifiedTime(other, before);
    assertEquals("ad782ecdac770fc6eb9a62e44f90873fb97fb26b", of(file).sha1());
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Checksum.of("sha1", "six".getBytes(StandardCharsets.UTF_8)), of(file).sha1());
  }

  @Test
  void aFileThatIsNotThereSaysSo() {
    var file = new FileContent.LocalFile(scratch.resolve("none"), 0);
    assertThrows(NoSuchFileException.class, () -> digests.of(file));
  }
}
