package io.jplay.modules.builtin;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What copy found on the controller: one file, or the entries of a directory.
///
/// @param name what messages and diffs call it; empty for a text of the task itself
/// @param isSecret whether the content must not be shown
record CopySource(String name, boolean isDirectory, boolean isSecret, List<Item> items) {
  /// Vault files begin with this; such a file is decrypted in memory.
  private static final byte[] VAULT = "$ANSIBLE_VAULT".getBytes(StandardCharsets.US_ASCII);

  /// One file, or a directory to be made (without content). `path` is relative to the destination.
  record Item(
      String path, boolean isDirectory, FileContent content, String sha1, String md5, int mode) {}

  CopySource {
    items = List.copyOf(items);
  }

  static CopySource ofText(String text, boolean isSecret) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new CopySource(
        "", false, isSecret, List.of(item("", new FileContent.Bytes(bytes), 0644)));
  }

  /// What another module put together from the parts in `name`.
  static CopySource ofBytes(String name, byte[] bytes) {
    return new CopySource(
        name, false, false, List.of(item("", new FileContent.Bytes(bytes), 0644)));
  }

  /// A template that was rendered; `preserve` needs the mode of its file.
  static CopySource ofRendered(Path file, Str text, Charset charset, Optional<Value> mode) {
    try {
      int fileMode = mode.isPresent() ? mode(file) : 0644;
      var content = new FileContent.Bytes(text.text().getBytes(charset));
      return new CopySource(
          file.toString(), false, text.isSecret(), List.of(item("", content, fileMode)));
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + file + ": " + e.getMessage());
    }
  }

  /// Reads a file or directory. A directory named without a slash at its end is copied itself.
  static CopySource load(String src, boolean decrypt, boolean followLinks, TaskContext context) {
    Path found = context.find("files", src);
    try {
      if (!Files.isDirectory(found)) {
        return new CopySource(
            found.toString(), false, false, List.of(file(found, "", decrypt, context)));
      }
      String prefix = src.endsWith("/") ? "" : found.getFileName() + "/";
      var items = new ArrayList<Item>();
      var options =
          followLinks
              ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS}
              : new FileVisitOption[0];
      try (Stream<Path> all = Files.walk(found, options)) {
        for (Path path : all.sorted().toList()) {
          String relative = prefix + found.relativize(path);
          if (Files.isDirectory(path)) {
            items.add(
                new Item(relative, true, new FileContent.Bytes(new byte[0]), "", "", mode(path)));
          } else {
            items.add(file(path, relative, decrypt, context));
          }
        }
      }
      return new CopySource(found.toString(), true, false, items);
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + found + ": " + e.getMessage());
    }
  }

  private static Item file(Path path, String relative, boolean decrypt, TaskContext context)
      throws IOException {
    boolean vault = false;
    if (decrypt) {
      try (var in = Files.newInputStream(path)) {
        vault = Arrays.equals(in.readNBytes(VAULT.length), VAULT);
      }
    }
    FileContent content =
        vault
            ? new FileContent.Bytes(context.read(path, true))
            : new FileContent.LocalFile(path, Files.size(path));
    return item(relative, content, mode(path));
  }

  private static Item item(String path, FileContent content, int mode) {
    try {
      return new Item(
          path, false, content, Checksum.of("sha1", content), Checksum.of("md5", content), mode);
    } catch (IOException e) {
      throw new ModuleFailure("could not read the source: " + e.getMessage());
    }
  }

  private static int mode(Path path) throws IOException {
    Set<PosixFilePermission> set = Files.getPosixFilePermissions(path);
    int mode = 0;
    for (PosixFilePermission p : set) {
      mode |= bit(p);
    }
    return mode;
  }

  private static int bit(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ -> 0400;
      case OWNER_WRITE -> 0200;
      case OWNER_EXECUTE -> 0100;
      case GROUP_READ -> 040;
      case GROUP_WRITE -> 020;
      case GROUP_EXECUTE -> 010;
      case OTHERS_READ -> 04;
      case OTHERS_WRITE -> 02;
      case OTHERS_EXECUTE -> 01;
    };
  }
}
