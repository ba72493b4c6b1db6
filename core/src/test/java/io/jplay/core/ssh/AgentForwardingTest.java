package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hostile server opens a channel to the operator's agent without having been given it.
@Timeout(60)
class AgentForwardingTest {
  @TempDir Path scratch;

  /// The channel that OpenSSH's server opens when a program on the host wants the agent.
  private static final class AgentRequest extends AbstractClientChannel {
    AgentRequest() {
      super("auth-agent@openssh.com");
    }

    @Override
    protected void doOpen() {
      // nothing is sent: that it opens is what matters
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
      // an answer of the agent
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) {
      // an agent has one stream
    }
  }

  private boolean opens(SshConnectionType ssh, SshServer server, String... arguments)
      throws Exception {
    var opened = new CompletableFuture<Boolean>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
              Thread.startVirtualThread(() -> opened.complete(opens(session)));
            }
          }
        };
    server.addSessionListener(listener);
    try (var connection = ssh.connect(endpoint(server, arguments))) {
      assertTrue(connection.isOpen());
      return opened.get(20, TimeUnit.SECONDS);
    } finally {
      server.removeSessionListener(listener);
    }
  }

  private static boolean opens(Session session) {
    try {
      var channel = new AgentRequest();
      connections(session).registerChannel(channel);
      channel.open().verify(Duration.ofSeconds(10));
      return channel.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  /// The service of the server's side, which starts just after the login.
  private static ConnectionService connections(Session session) throws IOException {
    for (int i = 0; i < 2000; i++) {
      try {
        return session.getService(ConnectionService.class);
      } catch (IllegalStateException e) {
        LockSupport.parkNanos(5_000_000);
      }
    }
    throw new IOException("no connection service");
  }

  private Endpoint endpoint(SshServer server, String... arguments) {
    return new Endpoint(
        "a",
        "127.0.0.1",
        OptionalInt.of(server.getPort()),
        Optional.of("me"),
        Optional.empty(),
        Optional.of(scratch.resolve("id")),
        List.of(arguments),
        false,
        Duration.ofSeconds(10),
        Map.of());
  }

  @Test
  void isRefusedUnlessAskedFor() throws Exception {
    try (var sshd = SshdFixture.start(scratch);
        SshServer server = SshServer.setUpDefaultServer()) {
      server.setHost("127.0.0.1");
      server.setPort(0);
      server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(scratch.resolve("server")));
      server.setPublickeyAuthenticator((user, key, session) -> true);
      server.start();
      Path socket = sshd.agent(sshd.key());
      Files.deleteIfExists(sshd.knownHosts());
      try (SshConnectionType ssh =
          sshd.connectionType(Map.of("SSH_AUTH_SOCK", socket.toString()))) {
        assertFalse(opens(ssh, server));
        assertFalse(opens(ssh, server, "-a"));
        assertTrue(opens(ssh, server, "-A"));
      }
      assertEquals(List.of(), sshd.warnings());
    }
  }
}
