package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import java.util.List;

/// A host on which commands can be started: the port between the shell and SSH, local processes and
/// chroots.
interface ShellOpener {
  /// Starts a command, given as text for the login shell of the host; opens the connection first
  /// where it is not open.
  ShellChannel open(String command, boolean terminal) throws TransportException;

  /// The login user where it is known for sure, else empty.
  String user();

  /// `user@address:port`, for messages.
  String place();

  boolean isLocal();

  /// Whether each command has a process group of its own, so that the group may be killed.
  boolean ownsProcessGroup();

  /// How the host was reached.
  default List<Connection.Detail> details() {
    return List.of();
  }

  boolean isOpen();

  /// Ends the connection; [#open] makes a new one.
  void close();
}
