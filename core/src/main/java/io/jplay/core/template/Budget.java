package io.jplay.core.template;

import java.time.Duration;

/// What one evaluation may use: depth, turns of loops, time. Used by one thread.
final class Budget {
  private static final int TICKS = 4096;
  private static final int CALLS = 64;

  private final Duration time;
  private int depth;
  private int ticks;
  private int calls;
  private long deadline;

  Budget(Duration time) {
    this.time = time;
  }

  /// Goes into a template, macro or loop that may lead to further ones.
  void enter() {
    if (++depth > Limits.DEPTH) {
      throw PythonError.limit(
          "more than " + Limits.DEPTH + " templates, macros or loops within one another");
    }
  }

  void leave() {
    depth--;
  }

  /// Called in every turn of a loop.
  void tick() {
    if (++ticks % TICKS == 0) {
      checkTime();
      if (ticks > Limits.ITEMS) {
        throw PythonError.limit("loops with more than " + Limits.ITEMS + " turns");
      }
    }
  }

  /// Called for every filter and test: `map` and its kin may call many.
  void call() {
    if (++calls % CALLS == 0) {
      checkTime();
    }
  }

  private void checkTime() {
    long now = System.nanoTime();
    if (deadline == 0) {
      deadline = now + time.toNanos();
    } else if (now - deadline > 0) {
      throw PythonError.limit("the template took more than " + time.toSeconds() + " seconds");
    }
  }
}
