package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
  /// Writes down what is opened and closed.
  private static final class Counted implements ConnectionType {
    private final List<String> log = new ArrayList<>();

    @Override
    public String name() {
      return "counted";
    }

    @Override
    public Connection connect(Endpoint endpoint) {
      log.add("+" + endpoint.host());
      return new Connection() {
        private boolean open = true;

        @Override
        public RemoteSession session(Optional<Become> become) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
          return open;
        }

        @Override
        public void close() {
          open = false;
          log.add("-" + endpoint.host());
        }
      };
    }

    @Override
    public void close() {
      log.add("end");
    }
  }

  private final Counted counted = new Counted();

  private static void use(ConnectionPool pool, String host) throws Exception {
    pool.lease("counted", Endpoints.named(host)).close();
  }

  @Test
  void aHostKeepsItsConnection() throws Exception {
    try (var pool = new ConnectionPool(List.of(counted), 10)) {
      Connection first;
      try (var lease = pool.lease("counted", Endpoints.named("a"))) {
        first = lease.connection();
        try (var second = pool.lease("counted", Endpoints.named("a"))) {
          assertNotSame(first, second.connection());
        }
      }
      try (var again = pool.lease("counted", Endpoints.named("a"))) {
        assertSame(first, again.connection());
      }
    }
    assertEquals(List.of("+a", "+a", "-a", "-a", "end"), counted.log);
  }

  @Test
  void theLongestIdleOneMakesRoom() throws Exception {
    try (var pool = new ConnectionPool(List.of(counted), 2)) {
      use(pool, "a");
      use(pool, "b");
      use(pool, "a");
      use(pool, "c");
      use(pool, "a");
      use(pool, "b");
      assertEquals(List.of("+a", "+b", "-b", "+c", "-c", "+b"), counted.log);
    }
    assertEquals(6 + 2 + 1, counted.log.size());
  }

  @Test
  void oneThatIsInUseStays() throws Exception {
    try (var pool = new ConnectionPool(List.of(counted), 1)) {
      try (var a = pool.lease("counted", Endpoints.named("a"))) {
        use(pool, "b");
        assertEquals(true, a.connection().isOpen());
      }
    }
  }

  @Test
  void aResetForgetsTheHost() throws Exception {
    try (var pool = new ConnectionPool(List.of(counted), 10)) {
      use(pool, "a");
      use(pool, "b");
      pool.reset("a");
      use(pool, "a");
      use(pool, "b");
      assertEquals(List.of("+a", "+b", "-a", "+a"), counted.log);
    }
  }
}
