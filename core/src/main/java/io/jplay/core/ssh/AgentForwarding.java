package io.jplay.core.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;

/// Lets hosts use the operator's agent, byte for byte over a unix connection of their own for each
/// request, so that every extension of the agent works.
///
/// MINA registers the channel for all sessions, whether or not forwarding was asked for: a hostile
/// host could simply open it. So the session's own [SshContext] is asked first.
final class AgentForwarding implements SshAgentFactory {
  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of(
        new ChannelFactory() {
          @Override
          public String getName() {
            return "auth-agent@openssh.com";
          }

          @Override
          public Channel createChannel(Session session) {
            return new AgentChannel();
          }
        });
  }

  /// Never used: identities are offered by [SshAuthentication].
  @Override
  public SshAgent createClient(@Nullable Session session, FactoryManager manager)
      throws IOException {
    throw new IOException("no agent");
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) throws IOException {
    throw new IOException("jplay is no server");
  }

  private static final class AgentChannel extends AbstractServerChannel {
    private @Nullable SocketChannel agent;

    AgentChannel() {
      super("", List.of(), null);
    }

    @Override
    protected OpenFuture doInit(Buffer buffer) {
      OpenFuture future = new DefaultOpenFuture(this, this);
      try {
        String path =
            SshContext.of(getSession())
                .flatMap(SshContext::forwardedAgent)
                .orElseThrow(() ->
                    new SshChannelOpenException(
                        getChannelId(),
                        SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
                        "agent forwarding was not asked for"));
        SocketChannel socket = AgentClient.open(path);
        agent = socket;
        OutputStream out =
            new ChannelOutputStream(
                this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
        signalChannelOpenSuccess();
        future.setOpened();
        Thread.ofVirtual().name("agent-forwarding").start(() -> pump(socket, out));
      } catch (IOException e) {
        signalChannelOpenFailure(e);
        future.setException(e);
      }
      return future;
    }

    private void pump(SocketChannel socket, OutputStream out) {
      ByteBuffer bytes = ByteBuffer.allocate(16_384);
      try {
        while (socket.read(bytes) >= 0) {
          out.write(bytes.array(), 0, bytes.position());
          out.flush();
          bytes.clear();
        }
      } catch (IOException e) {
        // either side has closed
      } finally {
        close(false);
      }
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
      SocketChannel socket = agent;
      if (socket == null) {
        throw new SshException("the agent is not connected");
      }
      ByteBuffer bytes = ByteBuffer.wrap(data, offset, (int) length);
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
      getLocalWindow().release(length);
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) {
      throw new UnsupportedOperationException("an agent has one stream");
    }

    @Override
    public void handleEof() throws IOException {
      super.handleEof();
      SocketChannel socket = agent;
      if (socket != null) {
        socket.shutdownOutput();
      }
    }

    @Override
    protected Closeable getInnerCloseable() {
      return builder().close(super.getInnerCloseable()).run(toString(), this::closeAgent).build();
    }

    private void closeAgent() {
      SocketChannel socket = agent;
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException e) {
          // nothing to save
        }
      }
    }
  }
}
