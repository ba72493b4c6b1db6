package io.jplay.modules.builtin;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.TaskContext;
import io.jplay.core.diag.IoReason;
import io.jplay.core.value.Str;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /// One file, a directory to be made (without content), or a link to be made with the text `link`
  /// (empty for the others). `path` is relative to the destination.
  record Item(
      String path,
      boolean isDirectory,
      FileContent content,
      String sha1,
      String md5,
      int mode,
      String link) {
    private static final FileContent NOTHING = new FileContent.Bytes(new byte[0]);

    static Item ofFile(String path, FileContent content, FileDigests.Pair digests, int mode) {
      return new Item(path, false, content, digests.sha1(), digests.md5(), mode, "");
    }

    static Item ofDirectory(String path) {
      return new Item(path, true, NOTHING, "", "", 0755, "");
    }

    static Item ofLink(String path, String text) {
      return new Item(path, false, NOTHING, "", "", 0777, text);
    }

    boolean isLink() {
      return !link.isEmpty();
    }
  }

  CopySource {
    items = List.copyOf(items);
  }

  static CopySource ofText(String text, boolean isSecret) {
    byte[] bytes = Utf8.encode(text);
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
      var content = new FileContent.Bytes(encoded(text.text(), charset));
      return new CopySource(
          file.toString(), false, text.isSecret(), List.of(item("", content, fileMode)));
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + file + ": " + IoReason.of(e));
    }
  }

  private static byte[] encoded(String text, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return Utf8.encode(text);
    }
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      var all = new byte[bytes.remaining()];
      bytes.get(all);
      return all;
    } catch (CharacterCodingException e) {
      throw new ModuleFailure(
          "the text has a character that the encoding %s does not have"
              .formatted(charset.name().toLowerCase(Locale.ROOT)));
    }
  }

  /// Reads a file or directory. A directory named without a slash at its end is copied itself.
  static CopySource load(
      String src, boolean decrypt, boolean followLinks, TaskContext context, FileDigests digests) {
    Path found = context.find("files", src);
    try {
      if (!Files.isDirectory(found)) {
        return new CopySource(
            found.toString(), false, false, List.of(file(found, "", decrypt, context, digests)));
      }
      String prefix = src.endsWith("/") ? "" : found.getFileName() + "/";
      var tree = new Tree(decrypt, followLinks, context, digests, new ArrayList<>());
      tree.add(found, prefix, List.of());
      return new CopySource(found.toString(), true, false, tree.items());
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + found + ": " + IoReason.of(e));
    }
  }

  /// The entries of a directory, with what links lead to where they are followed.
  private record Tree(
      boolean decrypt,
      boolean followLinks,
      TaskContext context,
      FileDigests digests,
      List<Item> items) {

    /// `above` are the real places of the directories that this one is in.
    void add(Path directory, String relative, List<Path> above) throws IOException {
      items.add(Item.ofDirectory(relative));
      var within = new ArrayList<>(above);
      within.add(directory.toRealPath());
      List<Path> entries;
      try (Stream<Path> all = Files.list(directory)) {
        // files before directories, as os.walk tells them: of several failures the first is shown
        Comparator<Path> order = Comparator.comparing((Path entry) -> Files.isDirectory(entry));
        entries = all.sorted(order.thenComparing(Comparator.naturalOrder())).toList();
      }
      for (Path entry : entries) {
        String base = relative.isEmpty() || relative.endsWith("/") ? relative : relative + "/";
        String name = base + entry.getFileName();
        if (staysLink(entry, within)) {
          items.add(Item.ofLink(name, Files.readSymbolicLink(entry).toString()));
        } else if (Files.isDirectory(entry)) {
          add(entry, name, within);
        } else {
          items.add(file(entry, name, decrypt, context, digests));
        }
      }
    }

    /// A link is copied as one when it leads nowhere, or to a directory that it is in.
    private boolean staysLink(Path entry, List<Path> within) throws IOException {
      return Files.isSymbolicLink(entry)
          && (!followLinks || !Files.exists(entry) || within.contains(entry.toRealPath()));
    }
  }

  private static Item file(
      Path path, String relative, boolean decrypt, TaskContext context, FileDigests digests)
      throws IOException {
    boolean vault = false;
    if (decrypt) {
      try (var in = Files.newInputStream(path)) {
        vault = Arrays.equals(in.readNBytes(VAULT.length), VAULT);
      }
    }
    if (vault) {
      return item(relative, new FileContent.Bytes(context.read(path, true)), mode(path));
    }
    var content = new FileContent.LocalFile(path, Files.size(path));
    return Item.ofFile(relative, content, digests.of(content), mode(path));
  }

  private static Item item(String path, FileContent content, int mode) {
    try {
      return Item.ofFile(path, content, FileDigests.Pair.of(content), mode);
    } catch (IOException e) {
      throw new ModuleFailure("could not read the source: " + IoReason.of(e));
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
