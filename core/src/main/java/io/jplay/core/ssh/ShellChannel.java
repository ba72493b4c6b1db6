package io.jplay.core.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/// The streams of one running command. With a terminal `output` carries both of its streams.
interface ShellChannel extends AutoCloseable {
  OutputStream input();

  InputStream output();

  InputStream errors();

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
