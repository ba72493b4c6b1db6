package io.jplay.core.exec;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The open connections of a run. A connection serves one task at a time; several tasks for the
/// same endpoint at once (delegation) open more. Where there may not be one for each host, the one
/// that has been idle for the longest time makes room. Guarded by one lock, which is never held
/// while connecting.
public final class ConnectionPool implements AutoCloseable {
  /// Written out, as every task looks its connection up.
  private record Key(String type, Endpoint endpoint) {
    @Override
    public int hashCode() {
      return endpoint.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key k && k.type.equals(type) && k.endpoint.equals(endpoint);
    }
  }

  private final Map<String, ConnectionType> types;
  private final int most;

  private final Map<Key, Deque<Connection>> idle = new HashMap<>();

  /// All that are idle, in the order in which they were given back.
  private final SequencedMap<Connection, Key> waiting = new LinkedHashMap<>();

  private final Set<Connection> all = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int connecting;

  /// At most `most` connections are open at once, unless more tasks than that ask for one.
  public ConnectionPool(List<ConnectionType> types, int most) {
    var byName = new HashMap<String, ConnectionType>();
    types.forEach(type -> byName.put(type.name(), type));
    this.types = Map.copyOf(byName);
    this.most = most;
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
      }
      lock.lock();
      try {
        if (connection.isOpen()) {
          idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(connection);
          waiting.put(connection, key);
        } else {
          all.remove(connection);
        }
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
    List<Connection> leaving;
    lock.lock();
    try {
      Optional<Connection> ready = takeIdle(key);
      if (ready.isPresent()) {
        return new Lease(key, ready.get());
      }
      connecting++;
      leaving = makeRoom();
    } finally {
      lock.unlock();
    }
    try {
      leaving.forEach(Connection::close);
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
    } finally {
      lock.lock();
      try {
        connecting--;
      } finally {
        lock.unlock();
      }
    }
  }

  private Optional<Connection> takeIdle(Key key) {
    Deque<Connection> ready = idle.get(key);
    while (ready != null && !ready.isEmpty()) {
      Connection connection = ready.pop();
      waiting.remove(connection);
      if (connection.isOpen()) {
        return Optional.of(connection);
      }
      all.remove(connection);
    }
    return Optional.empty();
  }

  private List<Connection> makeRoom() {
    var leaving = new ArrayList<Connection>();
    while (all.size() + connecting > most && !waiting.isEmpty()) {
      var oldest = waiting.pollFirstEntry();
      idle.getOrDefault(oldest.getValue(), new ArrayDeque<>()).remove(oldest.getKey());
      all.remove(oldest.getKey());
      leaving.add(oldest.getKey());
    }
    return leaving;
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
      closing.forEach(waiting::remove);
      closing.forEach(all::remove);
    } finally {
      lock.unlock();
    }
    closing.forEach(Connection::close);
  }

  /// Ends what idle connections to a host run as an account: its shells, and the connection itself
  /// where that account logged in.
  public void releaseShells(String address, String user) {
    var closing = new ArrayList<Connection>();
    var lent = new ArrayList<Lease>();
    lock.lock();
    try {
      idle.forEach((key, connections) -> {
        if (key.endpoint().address().equals(address)) {
          boolean loggedIn = key.endpoint().user().filter(user::equals).isPresent();
          for (Connection connection : connections) {
            waiting.remove(connection);
            if (loggedIn) {
              all.remove(connection);
              closing.add(connection);
            } else {
              lent.add(new Lease(key, connection));
            }
          }
          connections.clear();
        }
      });
    } finally {
      lock.unlock();
    }
    closing.forEach(Connection::close);
    lent.forEach(lease -> {
      lease.connection().releaseShells(user);
      lease.close();
    });
  }

  @Override
  public void close() {
    List<Connection> closing;
    lock.lock();
    try {
      closing = List.copyOf(all);
      all.clear();
      waiting.clear();
      idle.clear();
    } finally {
      lock.unlock();
    }
    try (var scope = Executors.newVirtualThreadPerTaskExecutor()) {
      closing.forEach(connection -> scope.execute(connection::close));
    }
    types.values().forEach(ConnectionType::close);
  }
}
