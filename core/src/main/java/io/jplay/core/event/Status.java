package io.jplay.core.event;

/// How a task ended on one host, or one item of its loop.
public enum Status {
  OK,
  CHANGED,
  SKIPPED,
  FAILED,
  UNREACHABLE
}
