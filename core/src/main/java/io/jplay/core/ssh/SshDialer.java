package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/// Makes authenticated sessions. Holds what all hosts of a run share: MINA's client, the key files,
/// known_hosts, the jump hosts, and the number of connections that may be in the making at once.
final class SshDialer implements AutoCloseable {
  /// A server that is short of slots (MaxStartups) drops connections before it says a word.
  private static final int ATTEMPTS = 8;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final Pattern UNSAFE = Pattern.compile("^-|[\\s'\"`$\\\\;&<>|(){}\\p{Cntrl}]");

  private final SshSettings settings;
  private final SshKeyRing ring;
  private final KnownHostsFiles knownHosts = new KnownHostsFiles();
  private final SshJumps jumps = new SshJumps(this);
  private final SshTurns turns;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SshClient client;

  SshDialer(SshSettings settings) {
    this.settings = settings;
    this.ring = new SshKeyRing(settings.questions());
    this.turns = new SshTurns(settings.parallelConnects());
  }

  /// Started late: its classes cost a quarter of a second, which local runs need not pay.
  private SshClient client() {
    lock.lock();
    try {
      SshClient started = client;
      if (started == null) {
        started = SshClients.start(settings.authenticationTimeout());
        client = started;
      }
      return started;
    } finally {
      lock.unlock();
    }
  }

  ClientSession dial(SshTarget target) throws TransportException {
    // names go into ProxyCommand and Match exec: refused as ssh refuses them
    if (UNSAFE.matcher(target.address()).find() || UNSAFE.matcher(target.user()).find()) {
      throw new TransportException(
          Kind.UNREACHABLE,
          "Failed to connect to the host via ssh: hostname or user contains invalid characters");
    }
    for (int attempt = 1; ; attempt++) {
      var context = new SshContext(target, knownHosts);
      try {
        return attempt(target, context);
      } catch (SshFailure failure) {
        if (context.lockedKey().isPresent()) {
          ring.unlock(context.lockedKey().get());
        } else if (context.hostKey().refusal().isPresent()) {
          if (!context.hostKey().isTrustedByOperator()) {
            throw context.hostKey().refusal().get();
          }
        } else if (failure.isWorthRetry() && attempt < ATTEMPTS) {
          pause(attempt);
        } else {
          throw failure.toTransport(target);
        }
        if (attempt > 2 * ATTEMPTS) {
          throw failure.toTransport(target);
        }
      }
    }
  }

  private static void pause(int attempt) throws TransportException {
    long longest = Math.min(LONGEST_PAUSE.toMillis(), 100L << attempt);
    try {
      Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Kind.UNREACHABLE, "interrupted while connecting", e);
    }
  }

  private ClientSession attempt(SshTarget target, SshContext context)
      throws SshFailure, TransportException {
    // the jump host first: waiting for it with a turn in hand could wait for ever
    Optional<ClientSession> jump = jumps.lastBefore(target);
    try (SshTurns.Turn turn = turn(target)) {
      ClientSession session = connect(target, context, jump);
      endTurnOfSilence(session, turn);
      return authenticated(session, target, context);
    }
  }

  /// A turn at the server that takes the connection of a host.
  SshTurns.Turn turn(SshTarget target) throws TransportException {
    return turns.take(
        target.jumps().isEmpty()
            ? target.address() + ":" + target.port()
            : target.jumps().getLast());
  }

  private static void endTurnOfSilence(ClientSession session, SshTurns.Turn turn) {
    session.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionPeerIdentificationReceived(
              Session of, String version, List<String> extraLines) {
            turn.answered();
          }
        });
    if (session.getServerVersion() != null) {
      // before there was anyone to hear it
      turn.answered();
    }
  }

  private ClientSession connect(SshTarget target, SshContext context, Optional<ClientSession> jump)
      throws SshFailure {
    try {
      Optional<LoopbackBridge> bridge =
          jump.isPresent()
              ? Optional.of(SshJumps.bridge(jump.get(), target))
              : target.proxyCommand().isPresent()
                  ? Optional.of(SshJumps.bridge(target.proxyCommand().get()))
                  : Optional.empty();
      if (bridge.isEmpty()) {
        return connectDirectly(target, context);
      }
      try {
        ClientSession session = connect(target, context, bridge.get().address());
        var local = (InetSocketAddress) session.getIoSession().getLocalAddress();
        bridge.get().join(local.getPort());
        return session;
      } catch (IOException | RuntimeException e) {
        bridge.get().close();
        throw e;
      }
    } catch (IOException e) {
      throw SshFailure.connecting(e);
    }
  }

  private ClientSession connectDirectly(SshTarget target, SshContext context) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(target.address());
    } catch (UnknownHostException e) {
      throw new IOException(
          "Could not resolve hostname " + target.address() + ": Name or service not known", e);
    }
    IOException first = null;
    for (InetAddress address : addresses) {
      if (!target.takes(address)) {
        continue;
      }
      try {
        return connect(target, context, new InetSocketAddress(address, target.port()));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null
        ? new IOException(
            "Could not resolve hostname "
                + target.address()
                + ": Address family for hostname not supported")
        : first;
  }

  private ClientSession connect(SshTarget target, SshContext context, InetSocketAddress address)
      throws IOException {
    // a bridge is on the loopback interface whatever the way out is
    boolean isBridge = target.proxyCommand().isPresent() || !target.jumps().isEmpty();
    InetSocketAddress from =
        isBridge || target.bindAddress().isEmpty()
            ? null
            : new InetSocketAddress(InetAddress.getByName(target.bindAddress().get()), 0);
    var future = client().connect(target.user(), address, context, from);
    if (!future.await(target.connectTimeout())) {
      future.cancel();
      throw new IOException("Connection timed out");
    }
    return future.verify().getSession();
  }

  private ClientSession authenticated(ClientSession session, SshTarget target, SshContext context)
      throws SshFailure {
    target
        .options()
        .number("serveraliveinterval")
        .filter(seconds -> seconds > 0)
        .ifPresent(seconds ->
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(session, Duration.ofSeconds(seconds)));
    target
        .options()
        .number("serveralivecountmax")
        .filter(count -> count > 0)
        .ifPresent(count -> CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(session, count));
    try (var authentication = new SshAuthentication(context, ring, session)) {
      try {
        authentication.prepare();
        var future = session.auth();
        if (!future.await(settings.authenticationTimeout())) {
          throw SshFailure.slow(settings.authenticationTimeout());
        }
        future.verify();
        authentication.tellAccepted();
        return session;
      } catch (IOException e) {
        throw SshFailure.authenticating(e, context.serverMethods(), authentication.tried());
      }
    } catch (SshFailure | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  SshSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    jumps.close();
    lock.lock();
    try {
      SshClient started = client;
      client = null;
      if (started != null) {
        started.stop();
      }
    } finally {
      lock.unlock();
    }
  }

  static List<String> withoutLast(List<String> list) {
    return list.subList(0, list.size() - 1);
  }
}
