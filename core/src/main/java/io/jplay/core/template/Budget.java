package io.jplay.core.template;

import java.time.Duration;

/// What one evaluation may use: depth, turns of loops, time. Used by one thread.
final class Budget {
  private static final Duration TIME = Duration.ofMinutes(2);
  private static final int TICKS = 4096;

  private int depth;
  private int ticks;
  private long deadline;

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
    if (++ticks % TICKS != 0) {
      return;
    }
    long now = System.nanoTime();
    if (deadline == 0) {
      deadline = now + TIME.toNanos();
    } else if (now - deadline > 0) {
      throw PythonError.limit("the template took more than " + TIME.toSeconds() + " seconds");
    }
    if (ticks > Limits.ITEMS) {
      throw PythonError.limit("loops with more than " + Limits.ITEMS + " turns");
    }
  }
}
