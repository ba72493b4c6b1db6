package io.jplay.core.ssh;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// An ssh-agent with one key, on a unix socket. The protocol is MINA's. Who may reach the socket is
/// the business of the directory that it lies in (mode 0700).
final class DemoAgent implements AutoCloseable {
  private static final int LONGEST_REQUEST = 1 << 18;
  private final Path socket;
  private final ServerSocketChannel server;
  private final AgentImpl keys = new AgentImpl();

  private DemoAgent(Path socket, ServerSocketChannel server) {
    this.socket = socket;
    this.server = server;
  }

  static DemoAgent start(Path socket, KeyPair key) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var agent = new DemoAgent(socket, server);
    agent.keys.addIdentity(key, "jplay demo");
    Thread.ofVirtual().name("demo-agent").start(agent::accept);
    return agent;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().name("demo-agent-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed: the demo is over
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var in = new DataInputStream(Channels.newInputStream(client))) {
      var protocol = new Protocol(client);
      while (true) {
        int length = in.readInt();
        if (length < 1 || length > LONGEST_REQUEST) {
          return;
        }
        var request = new ByteArrayBuffer(length + 4);
        request.putBytes(in.readNBytes(length));
        protocol.messageReceived(request);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private final class Protocol extends AbstractAgentClient {
    private final SocketChannel client;

    Protocol(SocketChannel client) {
      super(keys);
      this.client = client;
    }

    @Override
    protected void reply(Buffer reply) throws IOException {
      var bytes = ByteBuffer.wrap(reply.getCompactData());
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // the socket stays as a file that nobody answers
    }
  }
}
