package io.jplay.core.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// The user's ssh-agent over the JDK's unix sockets (MINA's own client needs Tomcat's native
/// library). Only moves bytes: the protocol is MINA's.
final class AgentClient extends AbstractAgentProxy {
  private static final int LONGEST_ANSWER = 1 << 20;
  private final SocketChannel socket;

  AgentClient(String path) throws IOException {
    super(null);
    this.socket = open(path);
  }

  static SocketChannel open(String path) throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(path));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// On a thread of the system: a virtual one would wait through a poller of the JDK, which stays
  /// in native code from then on, and the end of a JVM waits 0.3 seconds for threads that do.
  @Override
  protected synchronized Buffer request(Buffer request) throws IOException {
    var answer = new FutureTask<>(() -> exchange(request));
    Thread.ofPlatform().daemon().name("ssh-agent").start(answer);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e);
    } catch (InterruptedException e) {
      socket.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the agent was asked");
    }
  }

  private Buffer exchange(Buffer request) throws IOException {
    var out = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
    while (out.hasRemaining()) {
      socket.write(out);
    }
    int length = read(4).getInt(0);
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the agent's answer has a length of " + length);
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (socket.read(bytes) < 0) {
        throw new EOFException("the agent closed the connection");
      }
    }
    return bytes;
  }
}
