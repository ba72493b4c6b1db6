package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// SSH, by Apache MINA in this process. One for a whole run: it shares the client, unlocked keys
/// and jump hosts, and must be closed at the end. Options of the endpoint: those of [HostShell],
/// and `reconnection_retries`.
public final class SshConnectionType implements ConnectionType, AutoCloseable {
  private static final long LONGEST_PAUSE = 30;

  private final SshSettings settings;
  private final SshDialer dialer;

  public SshConnectionType(SshSettings settings) {
    this.settings = warnOnce(settings);
    this.dialer = new SshDialer(this.settings);
  }

  /// A config file speaks to each host; its warnings are wanted once.
  private static SshSettings warnOnce(SshSettings s) {
    Set<String> said = ConcurrentHashMap.newKeySet();
    return new SshSettings(
        s.home(),
        s.localUser(),
        s.environment(),
        s.configFiles(),
        s.userKnownHosts(),
        s.globalKnownHosts(),
        s.forwardAgent(),
        s.authenticationTimeout(),
        s.parallelConnects(),
        inTurn(s.questions()),
        text -> {
          if (said.add(text)) {
            s.warnings().accept(text);
          }
        });
  }

  /// One question at a time in the whole run: hosts connect at once, the operator reads one text.
  private static SshQuestions inTurn(SshQuestions questions) {
    var turn = new ReentrantLock();
    return new SshQuestions() {
      @Override
      public Optional<Secret> passphrase(Path key) {
        turn.lock();
        try {
          return questions.passphrase(key);
        } finally {
          turn.unlock();
        }
      }

      @Override
      public boolean trustHostKey(String text) {
        turn.lock();
        try {
          return questions.trustHostKey(text);
        } finally {
          turn.unlock();
        }
      }
    };
  }

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public Connection connect(Endpoint endpoint) throws TransportException {
    var transport = new SshTransport(dialer, SshTarget.of(endpoint, settings));
    connect(transport, retries(endpoint));
    return new ShellConnection(transport, HostShell.of(endpoint));
  }

  private static int retries(Endpoint endpoint) {
    return Integer.parseInt(endpoint.options().getOrDefault("reconnection_retries", "0"));
  }

  /// Tries again with a pause that grows, like ansible-core 2.18 plugins/connection/ssh.py: 0, 1,
  /// 3, 7 ... seconds. Who is refused is not asked again: that would lock accounts.
  private static void connect(SshTransport transport, int retries) throws TransportException {
    for (int attempt = 0; ; attempt++) {
      try {
        transport.connect();
        return;
      } catch (TransportException e) {
        if (attempt >= retries || e.kind() != TransportException.Kind.UNREACHABLE) {
          throw e;
        }
        pause(Math.min(LONGEST_PAUSE, (1L << Math.min(attempt, 10)) - 1));
      }
    }
  }

  private static void pause(long seconds) throws TransportException {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Kind.UNREACHABLE, "interrupted while connecting", e);
    }
  }

  @Override
  public void close() {
    dialer.close();
  }
}
