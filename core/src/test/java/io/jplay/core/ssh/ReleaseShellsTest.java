package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.exec.ConnectionPool;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Endpoints;
import io.jplay.core.testing.TestUser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shells of an account that is going to be removed: userdel refuses one that has processes.
@Timeout(60)
class ReleaseShellsTest {
  private static final Endpoint LOCAL = Endpoints.named("local");

  private static Optional<Become> become(String method, TestUser user) {
    return Optional.of(new Become(method, user.name(), "", List.of(), Optional.empty()));
  }

  private static void works(Connection connection, String method, TestUser user) throws Exception {
    var shell = connection.session(become(method, user));
    assertEquals(user.name() + "\n", shell.run(ShellProgram.of("id -un")).stdout());
  }

  private static int remove(Connection connection, TestUser user) throws Exception {
    var root = connection.session(Optional.empty());
    return root.run(ShellProgram.of("userdel " + user.name())).rc();
  }

  @ParameterizedTest
  @ValueSource(strings = {"su", "sudo"})
  void anAccountHasNoProcessAfterwards(String method) throws Exception {
    try (var user = TestUser.create();
        var connection = new LocalConnectionType().connect(LOCAL)) {
      works(connection, method, user);
      connection.releaseShells(user.name());
      // and it may be used again
      works(connection, method, user);
      connection.releaseShells(user.name());
      assertEquals(0, remove(connection, user));
    }
  }

  @Test
  void idleConnectionsAreLookedAtToo() throws Exception {
    try (var user = TestUser.create();
        var pool = new ConnectionPool(List.of(new LocalConnectionType()), 10);
        var mine = pool.lease("local", LOCAL)) {
      try (var another = pool.lease("local", LOCAL)) {
        works(another.connection(), "su", user);
      }
      pool.releaseShells("elsewhere", user.name());
      assertEquals(8, remove(mine.connection(), user));
      pool.releaseShells("local", user.name());
      assertEquals(0, remove(mine.connection(), user));
    }
  }
}
