package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Endpoints;
import io.jplay.core.testing.FakeConnection;
import io.jplay.core.value.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateSessionTest {
  private static final ShellProgram PROGRAM = ShellProgram.of(":");

  /// Refuses the first connections.
  private static final class Booting implements ConnectionType {
    private final ConnectionType host = new FakeConnection();
    private int refusals;
    private int connects;

    Booting(int refusals) {
      this.refusals = refusals;
    }

    @Override
    public String name() {
      return host.name();
    }

    @Override
    public Connection connect(Endpoint endpoint) throws TransportException {
      connects++;
      if (refusals > 0) {
        refusals--;
        throw new TransportException(TransportException.Kind.UNREACHABLE, "not yet");
      }
      Connection connection = host.connect(endpoint);
      return new Connection() {
        private boolean open = true;

        @Override
        public RemoteSession session(Optional<Become> become) throws TransportException {
          return connection.session(become);
        }

        @Override
        public boolean isOpen() {
          return open;
        }

        @Override
        public void close() {
          open = false;
        }
      };
    }
  }

  @Test
  void connectsAtEachUseUntilTheHostIsThere() throws Exception {
    var booting = new Booting(2);
    var told = new ArrayList<Connection>();
    try (var pool = new ConnectionPool(List.of(booting), 5);
        var session = new LateSession(pool, plan(booting.name()), told::add)) {
      assertEquals(0, booting.connects, "nothing is opened before it is used");
      assertThrows(TransportException.class, () -> session.run(PROGRAM));
      session.reset();
      assertThrows(TransportException.class, () -> session.run(PROGRAM));
      session.reset();
      assertEquals(0, session.run(PROGRAM).rc());
      assertEquals(0, session.run(PROGRAM).rc());
      assertEquals(3, booting.connects);
      session.reset();
      assertEquals(0, session.run(PROGRAM).rc());
      assertEquals(4, booting.connects, "a reset connection is not used again");
      assertEquals(2, told.stream().distinct().count());
    }
  }

  private static ConnectionPlan plan(String type) {
    return new ConnectionPlan(
        type, Endpoints.named("one"), Optional.empty(), "/bin/sh", Optional.empty(), Scope.EMPTY);
  }
}
