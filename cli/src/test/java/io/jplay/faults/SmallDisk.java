package io.jplay.faults;

import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A file system of a few kilobytes in memory, mounted for one test. Needs root.
record SmallDisk(Path root) implements AutoCloseable {
  private static final int KILOBYTES = 64;

  static SmallDisk mount(Path at) throws IOException {
    Assumptions.assumeTrue(SshdFixture.isRoot(), "needs root: mounts a small file system");
    Files.createDirectories(at);
    try {
      SshdFixture.command(
          Map.of(),
          "mount",
          "-t",
          "tmpfs",
          "-o",
          "size=" + KILOBYTES + "k",
          "small",
          at.toString());
    } catch (IllegalStateException e) {
      Assumptions.abort("needs the right to mount: " + e.getMessage());
    }
    return new SmallDisk(at);
  }

  /// Leaves about so many kilobytes free.
  SmallDisk fill(int free) throws IOException {
    Files.write(root.resolve("filler"), new byte[(KILOBYTES - free) * 1024]);
    return this;
  }

  void makeReadOnly() {
    SshdFixture.command(Map.of(), "mount", "-o", "remount,ro", root.toString());
  }

  @Override
  public void close() {
    SshdFixture.command(Map.of(), "umount", "-l", root.toString());
  }
}
