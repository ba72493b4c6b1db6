package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// SSH, by Apache MINA in this process. One for a whole run: it shares the client, unlocked keys
/// and jump hosts, and must be closed at the end. The endpoint option `executable` names the shell
/// (`/bin/sh`).
public final class SshConnectionType implements ConnectionType, AutoCloseable {
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
    transport.connect();
    return new ShellConnection(transport, endpoint.options().getOrDefault("executable", "/bin/sh"));
  }

  @Override
  public void close() {
    dialer.close();
  }
}
