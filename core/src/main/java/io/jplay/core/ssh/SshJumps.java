package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/// The hosts in between: one session to each jump host for all hosts behind it, and streams through
/// it or through a ProxyCommand. Host keys of inner hops are checked end to end, because each hop
/// is a session of its own inside the tunnel.
final class SshJumps implements AutoCloseable {
  /// Fifty hosts behind a dead jump host must not wait for fifty time-outs.
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final int MOST_JUMPS = 16;

  private final SshDialer dialer;
  private final Map<String, Jump> jumps = new ConcurrentHashMap<>();

  SshJumps(SshDialer dialer) {
    this.dialer = dialer;
  }

  private static final class Jump {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ClientSession session;
    private @Nullable TransportException failure;
    private long failedAt;
  }

  /// The session of the last jump host before `target`, if it has any.
  Optional<ClientSession> lastBefore(SshTarget target) throws TransportException {
    List<String> chain = target.jumps();
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    if (chain.size() > MOST_JUMPS) {
      throw new TransportException(
          TransportException.Kind.UNREACHABLE,
          "Failed to connect to the host via ssh: more than " + MOST_JUMPS + " jump hosts");
    }
    SshTarget last = target.jump(chain.getLast(), SshDialer.withoutLast(chain));
    if (last.place().equals(target.place())) {
      // like ssh: a jump host that is matched by its own ProxyJump is reached directly
      return Optional.empty();
    }
    String key = last.place() + "|" + String.join(",", last.jumps());
    Jump jump = jumps.computeIfAbsent(key, ignored -> new Jump());
    jump.lock.lock();
    try {
      ClientSession open = jump.session;
      if (open != null && open.isOpen()) {
        return Optional.of(open);
      }
      TransportException failure = jump.failure;
      if (failure != null && System.nanoTime() - jump.failedAt < REMEMBERED_NANOS) {
        throw new TransportException(failure.kind(), failure.getMessage(), failure);
      }
      jump.session = dialer.dial(last);
      return Optional.of(jump.session);
    } catch (TransportException e) {
      jump.failure = e;
      jump.failedAt = System.nanoTime();
      throw e;
    } finally {
      jump.lock.unlock();
    }
  }

  /// Streams to the target through a session of a jump host.
  static LoopbackBridge bridge(ClientSession jump, SshTarget target) throws IOException {
    ChannelDirectTcpip channel =
        SshClients.channel(() ->
            jump.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 0),
                new SshdSocketAddress(target.address(), target.port())));
    channel.open().verify(target.connectTimeout());
    return new LoopbackBridge(
        channel.getInvertedOut(), channel.getInvertedIn(), () -> channel.close(false));
  }

  /// Streams to the target through a command.
  static LoopbackBridge bridge(String command) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "exec " + command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new LoopbackBridge(
        process.getInputStream(), process.getOutputStream(), process::destroy);
  }

  @Override
  public void close() {
    for (Jump jump : jumps.values()) {
      ClientSession open = jump.session;
      if (open != null) {
        open.close(true);
      }
    }
    jumps.clear();
  }
}
