package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that close connections before they say a word.
@Alongside
@Timeout(60)
class ConnectRetryTest {
  /// Closes a number of connections at once, then lets them through.
  private static final class Doorkeeper implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final AtomicInteger knocks = new AtomicInteger();
    private final boolean resets;
    private final int closed;
    private final SshdFixture behind;

    Doorkeeper(int closed, boolean resets, SshdFixture behind) throws IOException {
      this.closed = closed;
      this.resets = resets;
      this.behind = behind;
      Thread.startVirtualThread(this::serve);
    }

    private void serve() {
      try {
        while (true) {
          Socket guest = door.accept();
          if (knocks.incrementAndGet() <= closed) {
            if (resets) {
              guest.setSoLinger(true, 0);
            }
            guest.close();
          } else {
            var host = new Socket(behind.address(), behind.port());
            Thread.startVirtualThread(() -> pump(guest, host));
            Thread.startVirtualThread(() -> pump(host, guest));
          }
        }
      } catch (IOException e) {
        // the door is closed: the test is over
      }
    }

    private static void pump(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // one side went away
      }
    }

    Endpoint endpoint() {
      return endpoint(Map.of());
    }

    Endpoint endpoint(Map<String, String> options) {
      return new Endpoint(
          "a",
          "127.0.0.1",
          OptionalInt.of(door.getLocalPort()),
          Optional.of(System.getProperty("user.name")),
          Optional.empty(),
          Optional.of(behind.key()),
          List.of(),
          false,
          Duration.ofSeconds(10),
          options);
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void triesAgainWhereConnectionsAreClosedAtOnce(boolean resets, @TempDir Path dir)
      throws Exception {
    try (var sshd = SshdFixture.start(dir);
        var door = new Doorkeeper(3, resets, sshd);
        var type = sshd.connectionType();
        var connection = type.connect(door.endpoint())) {
      var output = connection.session(Optional.empty()).run(ShellProgram.of("echo in"));
      assertEquals("in\n", output.stdout());
      assertEquals(4, door.knocks.get());
    }
  }

  @Test
  void saysInTheEndThatTheServerCloses(@TempDir Path dir) throws Exception {
    try (var sshd = SshdFixture.start(dir);
        var door = new Doorkeeper(Integer.MAX_VALUE, false, sshd);
        var type = sshd.connectionType()) {
      var e = assertThrows(TransportException.class, () -> type.connect(door.endpoint()));
      String text = String.valueOf(e.getMessage());
      assertTrue(text.contains("Connection closed by 127.0.0.1 port "), text);
      assertFalse(text.contains("Nio2"), text);
      assertEquals(8, door.knocks.get());
    }
  }

  @Test
  @Tag("long")
  void beginsAgainAsOftenAsItIsTold(@TempDir Path dir) throws Exception {
    try (var sshd = SshdFixture.start(dir);
        var door = new Doorkeeper(9, false, sshd);
        var type = sshd.connectionType();
        var connection = type.connect(door.endpoint(Map.of("reconnection_retries", "1")))) {
      assertEquals(0, connection.session(Optional.empty()).run(ShellProgram.of(":")).rc());
      assertEquals(10, door.knocks.get());
    }
  }

  @Test
  void doesNotAskAgainWhereItIsRefused(@TempDir Path dir) throws Exception {
    try (var sshd = SshdFixture.start(dir);
        var door = new Doorkeeper(0, false, sshd);
        var type = sshd.connectionType()) {
      Endpoint e = door.endpoint(Map.of("reconnection_retries", "9"));
      var unknown =
          new Endpoint(
              e.host(),
              e.address(),
              e.port(),
              e.user(),
              Optional.empty(),
              Optional.of(dir.resolve("no-key")),
              List.of("-o", "IdentitiesOnly=yes"),
              false,
              e.connectTimeout(),
              e.options());
      var refused = assertThrows(TransportException.class, () -> type.connect(unknown));
      assertEquals(TransportException.Kind.AUTH_FAILED, refused.kind());
      assertEquals(1, door.knocks.get());
    }
  }

  @Test
  void knowsWhatIsWorthAnotherTry() {
    var lost = new MissingAttachedSessionException("No session attached to Nio2Session[...]");
    for (IOException e :
        List.of(
            new SshException("Failed", lost),
            new IOException("Connection reset by peer"),
            new EOFException("gone"))) {
      assertTrue(SshFailure.connecting(e).isWorthRetry(), e.toString());
    }
    for (IOException e :
        List.of(new ConnectException("Connection refused"), new IOException("timed out"))) {
      assertFalse(SshFailure.connecting(e).isWorthRetry(), e.toString());
    }
  }
}
