package io.jplay.modules.files;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.event.Diff;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Diffs of file contents for people: texts up to a size.
public final class TextDiff {
  /// As Ansible's max_file_size_for_diff.
  public static final int LIMIT = 104_448;

  private TextDiff() {}

  /// What must be read of a file before its change can be shown, when that is wanted.
  public static Optional<Read<Optional<byte[]>>> unread(String path, Mode mode, Observed seen) {
    Read<Optional<byte[]>> read = Content.peek(path, LIMIT);
    return mode.diff() && !seen.has(read) ? Optional.of(read) : Optional.empty();
  }

  /// The diff of a file that was `stat` and gets new content.
  public static Diff of(
      String path,
      Optional<FileStat> stat,
      String afterHeader,
      FileContentText after,
      Observed seen) {
    String large =
        (stat.filter(s -> s.size() > LIMIT).isPresent()
                ? "diff skipped: destination file size is greater than " + LIMIT + "\n"
                : "")
            + (after.size() > LIMIT
                ? "diff skipped: source file size is greater than " + LIMIT + "\n"
                : "");
    if (!large.isEmpty()) {
      return Diff.prepared(large);
    }
    Optional<byte[]> before =
        stat.isEmpty() ? Optional.empty() : seen.get(Content.peek(path, LIMIT));
    byte[] old = before.orElse(new byte[0]);
    String binary =
        (isBinary(old) ? "diff skipped: destination file appears to be binary\n" : "")
            + (isBinary(after.bytes()) ? "diff skipped: source file appears to be binary\n" : "");
    if (!binary.isEmpty()) {
      return Diff.prepared(binary);
    }
    return new Diff(stat.isEmpty() ? "" : path, afterHeader, text(old), text(after.bytes()), "");
  }

  /// New content as far as a diff needs it: no bytes when it is over the limit.
  public record FileContentText(long size, byte[] bytes) {}

  private static boolean isBinary(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
