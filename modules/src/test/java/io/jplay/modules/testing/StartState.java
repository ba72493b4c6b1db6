package io.jplay.modules.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small tree of files that tests begin with, and what is in a tree.
public final class StartState {
  private static final String KEY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

  private StartState() {}

  /// `f` (three lines), `d/x`, `d/y`, the link `l` to `f`, `t.tar` (with `x` and `sub/z`), an INI
  /// file, `sysctl.conf`, `fstab`, `keys`, `script.sh`.
  public static Path make(Path top) throws IOException {
    Files.createDirectories(top.resolve("d"));
    write(top.resolve("f"), "a\nb\nc\n");
    write(top.resolve("d/x"), "x\n");
    write(top.resolve("d/y"), "y");
    Files.createSymbolicLink(top.resolve("l"), Path.of("f"));
    write(top.resolve("i.ini"), "[a]\nx = 1\n\n[c]\n; note\nz=9\n");
    write(top.resolve("sysctl.conf"), "# mine\nkernel.x=1\nnet.core.y=2\n");
    write(top.resolve("fstab"), "/dev/a / ext4 defaults 0 1\nUUID=1 /srv xfs noatime 0 0\n");
    write(top.resolve("keys"), "ssh-ed25519 " + KEY + " two\n");
    write(top.resolve("script.sh"), "#!/bin/sh\necho \"$#: $*\"\n");
    Path tar = Files.createDirectories(top.resolve("tar/sub"));
    write(top.resolve("tar/x"), "packed\n");
    write(tar.resolve("z"), "z\n");
    run(
        top,
        "tar",
        "-cf",
        "t.tar",
        "--mtime=@1000000000",
        "--owner=0",
        "--group=0",
        "-C",
        "tar",
        "x",
        "sub");
    remove(top.resolve("tar"));
    return top;
  }

  private static void run(Path at, String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).directory(at.toFile()).inheritIO().start().waitFor() != 0) {
        throw new IOException("failed: " + List.of(command));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  public static void remove(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// Kind, permissions, owner, group and content of everything below a directory, by its path
  /// there; names of backups without their moment.
  public static Map<String, String> tree(Path top, Path shownFrom) throws IOException {
    var all = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : paths.toList()) {
        var attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String content =
            attributes.isSymbolicLink()
                ? "-> " + Files.readSymbolicLink(path).toString().replace(top.toString(), "D")
                : attributes.isRegularFile()
                    ? Files.readString(path, StandardCharsets.ISO_8859_1)
                    : "";
        String mode =
            attributes.isSymbolicLink()
                ? "l"
                : PosixFilePermissions.toString(attributes.permissions());
        all.put(
            shownFrom.relativize(path).toString().replaceFirst("\\.\\d+\\.[0-9@:-]+~$", ".BACKUP~"),
            String.join(" ", mode, attributes.owner().getName(), attributes.group().getName())
                + "\n"
                + content.replace(top.toString(), "D"));
      }
    }
    return all;
  }
}
