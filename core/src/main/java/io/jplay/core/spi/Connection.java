package io.jplay.core.spi;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import java.util.List;
import java.util.Optional;

/// An open way to a host. Used by the host's thread only.
public interface Connection extends AutoCloseable {
  /// The shell as the login user, or as another; opened at first use, then the same one each time.
  /// `agentForwarding` and such are the connection's matter.
  RemoteSession session(Optional<Become> become) throws TransportException;

  /// Ends the shells as an account of the host, and waits a few seconds at most for their end. Not
  /// called while one of them works.
  default void releaseShells(String user) {}

  /// How the host was reached, for people who ask with this many -v.
  default List<Detail> details() {
    return List.of();
  }

  /// A line, and the number of -v that it belongs to.
  record Detail(int level, String text) {}

  boolean isOpen();

  /// Never throws; bounded by a few seconds.
  @Override
  void close();
}
