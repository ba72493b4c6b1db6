package io.jplay.core.vault;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The edit flow of a vault file. The plaintext lives in a directory of its own (0700, in memory
/// where there is /dev/shm), which is wiped with everything the editor left there, also on Ctrl-C.
/// An unchanged text leaves the file's bytes alone; a file that someone else changed meanwhile is
/// not overwritten.
public final class VaultEditor {
  private static final int KILLED = 128;

  private final VaultKeyring keyring;
  private final Editor editor;
  private final Path memory;

  public VaultEditor(VaultKeyring keyring, Editor editor) {
    this(keyring, editor, Path.of("/dev/shm"));
  }

  VaultEditor(VaultKeyring keyring, Editor editor, Path memory) {
    this.keyring = keyring;
    this.editor = editor;
    this.memory = memory;
  }

  /// Opens an existing vault file; whether it was changed. Saved with the secret that opened it,
  /// under the label that the file has, whatever the operator calls that secret.
  public boolean edit(Path file) throws IOException, InterruptedException {
    byte[] before = Files.readAllBytes(file);
    String place = "for " + file.toAbsolutePath().normalize();
    VaultKeyring.Opened opened = keyring.open(before, place, SourceRange.NONE);
    try {
      Optional<byte[]> after = letEdit(file, opened.plaintext());
      if (after.isEmpty() || Arrays.equals(after.get(), opened.plaintext())) {
        return false;
      }
      save(file, before, VaultKeyring.encrypt(after.get(), opened.underOwnLabel()));
      Arrays.fill(after.get(), (byte) 0);
      return true;
    } finally {
      Arrays.fill(opened.plaintext(), (byte) 0);
    }
  }

  /// Makes a new vault file from what is typed; it is made even when nothing is.
  public void create(Path file, VaultSecret secret) throws IOException, InterruptedException {
    byte[] content = letEdit(file, new byte[0]).orElseGet(() -> new byte[0]);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw conflict(file, VaultKeyring.encrypt(content, secret));
    }
    AtomicFile.write(file, VaultKeyring.encrypt(content, secret), AtomicFile.Access.PRIVATE);
  }

  private static void save(Path file, byte[] before, byte[] after) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), before)) {
      throw conflict(file, after);
    }
    AtomicFile.write(file, after, AtomicFile.Access.AS_BEFORE);
  }

  /// Keeps the operator's work, encrypted, when the file cannot be replaced in good conscience.
  private static JplayException conflict(Path file, byte[] edited) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".edited");
    for (int i = 2; Files.exists(beside, LinkOption.NOFOLLOW_LINKS); i++) {
      beside = absolute.resolveSibling(absolute.getFileName() + ".edited" + i);
    }
    AtomicFile.write(beside, edited, AtomicFile.Access.PRIVATE);
    return new JplayException(
        Diagnostic.error("JP1107", "file changed while it was edited", SourceRange.NONE)
            .withDetail(absolute + " was changed by someone else while it was being edited")
            .withHint("your text is kept, encrypted, in " + beside + "; merge the two by hand"));
  }

  /// The text after the editor ended; empty when the editor was killed, whose file may be half
  /// written.
  private Optional<byte[]> letEdit(Path file, byte[] plaintext)
      throws IOException, InterruptedException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path dir =
        Files.isDirectory(memory) && Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "jvault-", owner)
            : Files.createTempDirectory("jvault-", owner);
    var wiper = new Thread(() -> wipe(dir), "wipe-" + dir.getFileName());
    Runtime.getRuntime().addShutdownHook(wiper);
    try {
      Path copy =
          Files.createFile(
              dir.resolve(nameFor(file)),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(copy, plaintext);
      if (editor.edit(copy) > KILLED) {
        throw new JplayException(
            Diagnostic.error("JP1108", "the editor was killed", SourceRange.NONE)
                .withDetail(file + " was not changed, because the editor was killed"));
      }
      return Files.exists(copy) ? Optional.of(Files.readAllBytes(copy)) : Optional.empty();
    } finally {
      wipe(dir);
      forget(wiper);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The machine is going down: the hook runs itself.
    }
  }

  /// The name without vault extensions, so that editors see `x.yml` in `x.yml.vlt`.
  private static String nameFor(Path file) {
    String name = file.toAbsolutePath().getFileName().toString();
    for (String extension : new String[] {".vlt", ".vault"}) {
      if (name.endsWith(extension) && name.length() > extension.length()) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }

  private static void wipe(Path dir) {
    if (!Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          overwrite(path);
        }
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the decrypted copy in " + dir, e);
    }
  }

  private static void overwrite(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var zeros = ByteBuffer.allocate(8192);
      for (long left = channel.size(); left > 0; left -= zeros.limit()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), left));
        channel.write(zeros);
      }
      channel.force(true);
    }
  }
}
