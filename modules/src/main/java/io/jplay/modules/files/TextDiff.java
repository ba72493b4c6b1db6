package io.jplay.modules.files;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.event.Diff;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Diffs of file contents for people: texts up to a size.
public final class TextDiff {
  private TextDiff() {}

  /// What must be read of a file before its change can be shown, when that is wanted.
  public static Optional<Read<Optional<byte[]>>> unread(String path, Mode mode, Observed seen) {
    Read<Optional<byte[]>> read = Content.peek(path, limit(mode));
    return mode.diff() && !seen.has(read) ? Optional.of(read) : Optional.empty();
  }

  /// The diff of a file that was `stat` and gets new content.
  public static Diff of(
      String path,
      Optional<FileStat> stat,
      String afterHeader,
      FileContentText after,
      Observed seen,
      Mode mode) {
    long limit = limit(mode);
    boolean isLarge = stat.filter(s -> s.size() > limit).isPresent();
    byte[] old =
        stat.isEmpty() || isLarge
            ? new byte[0]
            : seen.get(Content.peek(path, limit)).orElse(new byte[0]);
    String skipped =
        reason(isBinary(old), "destination file appears to be binary")
            + reason(isBinary(after.bytes()), "source file appears to be binary")
            + reason(isLarge, "destination file size is greater than " + limit)
            + reason(after.size() > limit, "source file size is greater than " + limit);
    if (!skipped.isEmpty()) {
      return Diff.prepared(skipped);
    }
    return new Diff(stat.isEmpty() ? "" : path, afterHeader, text(old), text(after.bytes()), "");
  }

  private static String reason(boolean applies, String text) {
    return applies ? "diff skipped: " + text + "\n" : "";
  }

  /// Nothing is larger than what is ever read as a whole.
  static long limit(Mode mode) {
    return Math.min(mode.diffLimit(), Content.LIMIT);
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
