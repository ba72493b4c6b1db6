package io.jplay.core.api;

import io.jplay.core.shell.ShellProgram;

/// One step of an apply. Effects run in order; the first that fails ends the apply and fails the
/// task.
public sealed interface Effect {
  /// Runs a program. `what` completes "could not ..." in the message of its failure. With `checkRc`
  /// false every exit status goes on, and [Decision.Finish] looks at it.
  record Run(String what, ShellProgram program, boolean checkRc) implements Effect {}

  /// Sends content to a private temporary file of the session; programs of later effects read its
  /// path from the shell variable `JPLAY_UPLOAD`. For content that is too large to go with a
  /// program (over 64 KiB).
  record Upload(FileContent content) implements Effect {}

  /// Ends the idle shells that the run keeps as an account of the host: an account that has
  /// processes cannot be removed.
  record ReleaseShells(String user) implements Effect {}

  static Effect run(String what, ShellProgram program) {
    return new Run(what, program, true);
  }
}
