package io.jplay.modules.files;

import io.jplay.core.api.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The checksums of the controller's files, worked out once while a file stays as it is: a task
/// reads the same source for each of its hosts. Thread-safe; hosts that ask for the same file at
/// once wait for the first.
public final class FileDigests {
  /// So many files are remembered; beyond, it starts anew.
  private static final int MOST = 20_000;

  /// In hex.
  public record Pair(String sha1, String md5) {
    public static Pair of(FileContent content) throws IOException {
      return new Pair(Checksum.of("sha1", content), Checksum.of("md5", content));
    }
  }

  /// A file as it was.
  private record State(FileTime modified, long size, @Nullable Object key) {
    static State of(Path file) throws IOException {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(is.lastModifiedTime(), is.size(), is.fileKey());
    }
  }

  private record Known(State state, Pair digests) {}

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  public Pair of(FileContent.LocalFile file) throws IOException {
    // before the content: what changes in between is seen the next time
    State state = State.of(file.path());
    if (known.size() > MOST) {
      known.clear();
    }
    try {
      return known
          .compute(
              file.path(),
              (path, before) ->
                  before != null && before.state().equals(state) ? before : read(file, state))
          .digests();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Known read(FileContent file, State state) {
    try {
      return new Known(state, Pair.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
