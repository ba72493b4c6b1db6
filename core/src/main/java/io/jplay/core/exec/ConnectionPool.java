package io.jplay.core.exec;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The open connections of a run. A connection serves one task at a time; several tasks for the
/// same endpoint at once (delegation) open more. Guarded by one lock, which is never held while
/// connecting.
public final class ConnectionPool implements AutoCloseable {
  private record Key(String type, Endpoint endpoint) {}

  private final Map<String, ConnectionType> types;
  private final Map<Key, Deque<Connection>> idle = new HashMap<>();
  private final List<Connection> all = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  public ConnectionPool(List<ConnectionType> types) {
    var byName = new HashMap<String, ConnectionType>();
    types.forEach(type -> byName.put(type.name(), type));
    this.types = Map.copyOf(byName);
  }

  /// A connection lent to one task; closing the lease gives it back.
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final Connection connection;

    private Lease(Key key, Connection connection) {
      this.key = key;
      this.connection = connection;
    }

    public Connection connection() {
      return connection;
    }

    @Override
    public void close() {
      if (!connection.isOpen()) {
        connection.close();
        forget(connection);
        return;
      }
      lock.lock();
      try {
        idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(connection);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Names of the connection types there are, for messages.
  public List<String> typeNames() {
    return types.keySet().stream().sorted().toList();
  }

  public boolean hasType(String name) {
    return types.containsKey(name);
  }

  /// Lends an open connection, connecting when none is idle; blocks as long as connecting may take.
  public Lease lease(String type, Endpoint endpoint) throws TransportException {
    var key = new Key(type, endpoint);
    lock.lock();
    try {
      Deque<Connection> waiting = idle.get(key);
      while (waiting != null && !waiting.isEmpty()) {
        Connection connection = waiting.pop();
        if (connection.isOpen()) {
          return new Lease(key, connection);
        }
        all.remove(connection);
      }
    } finally {
      lock.unlock();
    }
    ConnectionType port = types.get(type);
    if (port == null) {
      throw new TransportException(
          TransportException.Kind.TRANSFER_FAILED,
          "the connection plugin '" + type + "' was not found");
    }
    Connection connection = port.connect(endpoint);
    lock.lock();
    try {
      all.add(connection);
    } finally {
      lock.unlock();
    }
    return new Lease(key, connection);
  }

  private void forget(Connection connection) {
    lock.lock();
    try {
      all.remove(connection);
    } finally {
      lock.unlock();
    }
  }

  /// Closes what is idle of a host, so that its next task connects anew (`meta: reset_connection`).
  public void reset(String host) {
    var closing = new ArrayList<Connection>();
    lock.lock();
    try {
      idle.forEach((key, connections) -> {
        if (key.endpoint().host().equals(host)) {
          closing.addAll(connections);
          connections.clear();
        }
      });
      all.removeAll(closing);
    } finally {
      lock.unlock();
    }
    closing.forEach(Connection::close);
  }

  @Override
  public void close() {
    List<Connection> closing;
    lock.lock();
    try {
      closing = List.copyOf(all);
      all.clear();
      idle.clear();
    } finally {
      lock.unlock();
    }
    try (var scope = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      closing.forEach(connection -> scope.execute(connection::close));
    }
  }
}
