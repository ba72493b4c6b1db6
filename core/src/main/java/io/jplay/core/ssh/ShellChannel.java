package io.jplay.core.ssh;

import java.io.OutputStream;

/// The streams of one running command.
interface ShellChannel extends AutoCloseable {
  /// Takes what comes on one stream, on the thread that reads it. Calls come one after the other.
  interface Receiver {
    void accept(byte[] bytes, int offset, int count);

    /// Nothing comes any more.
    void end();
  }

  OutputStream input();

  /// Says who takes the two streams, once; what has come before is handed over first. With a
  /// terminal `output` gets both, and nothing comes for `errors`.
  void receive(Receiver output, Receiver errors);

  /// The command has answered: whatever is kept for its start may be let go.
  default void isReady() {}

  /// Whether the command is known to have ended, although a process that it left behind may keep
  /// its streams open.
  boolean hasExited();

  /// Ends the command as far as the channel can, without waiting for it.
  void kill();

  /// Closes the streams; never throws, never waits long.
  @Override
  void close();
}
