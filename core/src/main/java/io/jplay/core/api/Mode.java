package io.jplay.core.api;

/// Whether a task only predicts (`check`), whether its differences are wanted (`diff`), and up to
/// which size of a file they are shown (`diffLimit`, in bytes).
public record Mode(boolean check, boolean diff, long diffLimit) {
  /// What `max_diff_size` is where nobody sets it.
  public static final long DIFF_LIMIT = 104_448;

  public Mode(boolean check, boolean diff) {
    this(check, diff, DIFF_LIMIT);
  }
}
