package io.jplay.core.check;

/// Judges one thing about everything that is reachable. Stateless.
interface Check {
  void run(Reach reach, Findings findings);
}
