package io.jplay.core.run;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/// A limit that is strict about who comes next: turns are given in the order in which they were
/// asked for, whichever thread then runs first. With one fork, hosts do a task one after the other
/// in the play's order. Thread-safe.
final class Turns {
  private final Queue<CountDownLatch> waiting = new ArrayDeque<>();
  private int free;

  Turns(int atOnce) {
    this.free = Math.max(1, atOnce);
  }

  /// Asks for a turn, which has come when the latch is down; ended with [#end].
  synchronized CountDownLatch ask() {
    var turn = new CountDownLatch(1);
    if (free > 0) {
      free--;
      turn.countDown();
    } else {
      waiting.add(turn);
    }
    return turn;
  }

  /// Ends a turn: the next one comes.
  synchronized void end() {
    CountDownLatch next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.countDown();
    }
  }
}
