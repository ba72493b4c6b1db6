package io.jplay.core.spi;

import io.jplay.core.api.TransportException;

/// A way to reach hosts (`ssh`, `local`, `chroot`). Stateless or thread-safe: `connect` is called
/// by many hosts' threads.
public interface ConnectionType {
  /// Short name, as in `ansible_connection`.
  String name();

  /// Blocks until connected and authenticated, at most the endpoint's limits.
  Connection connect(Endpoint endpoint) throws TransportException;

  /// Ends what its connections share, when all of them are closed. Never throws, never waits long.
  default void close() {}
}
