package io.jplay.core.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a file as a whole or not at all: a private temporary file beside it, fsync, rename.
public final class AtomicFile {
  /// Who may read the result.
  public enum Access {
    /// 0600.
    PRIVATE,

    /// As the file that is replaced, owner and group too where allowed; 0600 for a new one.
    AS_BEFORE
  }

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private AtomicFile() {}

  /// A symbolic link stays: the file it points to is replaced.
  public static void write(Path file, byte[] content, Access access) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path dir = target.getParent();
    if (dir == null) {
      throw new IOException(file + " is not a file");
    }
    Path temp =
        Files.createTempFile(
            dir, ".jplay-", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      try (var channel = FileChannel.open(temp, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      if (access == Access.AS_BEFORE && Files.exists(target)) {
        keepAccess(target, temp);
      }
      Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
    try (var directory = FileChannel.open(dir, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void keepAccess(Path from, Path to) throws IOException {
    var old = Files.getFileAttributeView(from, PosixFileAttributeView.class).readAttributes();
    var view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    var own = view.readAttributes();
    if (!own.owner().equals(old.owner())) {
      view.setOwner(old.owner());
    }
    if (!own.group().equals(old.group())) {
      view.setGroup(old.group());
    }
    view.setPermissions(old.permissions());
  }
}
