package io.jplay.core.event;

/// How a task ended on one host, or one item of its loop.
public enum Status {
  OK,
  CHANGED,
  SKIPPED,
  FAILED,
  UNREACHABLE;

  /// Whether a result ends a host, where it is not ignored.
  public boolean isBad() {
    return this == FAILED || this == UNREACHABLE;
  }
}
