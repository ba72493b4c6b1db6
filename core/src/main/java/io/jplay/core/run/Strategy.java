package io.jplay.core.run;

/// In which order the hosts of a batch go through the plan. One object runs one batch.
interface Strategy {
  /// Runs the batch to its end. Called by the play thread.
  void run() throws InterruptedException;
}
