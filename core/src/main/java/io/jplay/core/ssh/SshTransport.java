package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.spi.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/// The SSH sessions of one host. Usually one; where the server allows only one channel for each
/// (MaxSessions 1), every further channel gets a session of its own.
final class SshTransport implements ShellOpener {
  private static final Duration OPEN = Duration.ofSeconds(20);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final SshDialer dialer;
  private final SshTarget target;
  private final List<ClientSession> sessions = new ArrayList<>();

  SshTransport(SshDialer dialer, SshTarget target) {
    this.dialer = dialer;
    this.target = target;
  }

  void connect() throws TransportException {
    sessions.removeIf(session -> !session.isOpen());
    if (sessions.isEmpty()) {
      sessions.add(dialer.dial(target));
    }
  }

  @Override
  public ShellChannel open(String command, boolean terminal) throws TransportException {
    connect();
    ClientSession session = sessions.getLast();
    try {
      return open(session, command, terminal);
    } catch (IOException e) {
      // full (MaxSessions), or dead without our knowing: a new connection cures both
      if (!session.isOpen()) {
        sessions.remove(session);
      }
    }
    ClientSession another = dialer.dial(target);
    sessions.add(another);
    try {
      return open(another, command, terminal);
    } catch (IOException e) {
      throw new TransportException(
          Kind.UNREACHABLE,
          "Failed to connect to the host via ssh: %s: cannot open a session: %s"
              .formatted(place(), e.getMessage()),
          e);
    }
  }

  private ShellChannel open(ClientSession session, String command, boolean terminal)
      throws IOException, TransportException {
    SshTurns.Turn turn = dialer.turn(target);
    turn.answered();
    ChannelExec channel =
        SshClients.channel(
            () -> session.createExecChannel(command, StandardCharsets.UTF_8, null, environment()));
    channel.setUsePty(terminal);
    if (terminal) {
      channel.setPtyType("dumb");
    }
    channel.setRedirectErrorStream(false);
    var output = new ReceivedStream();
    var errors = new ReceivedStream();
    channel.setOut(output);
    channel.setErr(errors);
    channel.setAgentForwarding(
        SshContext.of(session).flatMap(SshContext::forwardedAgent).isPresent());
    try {
      channel.open().verify(OPEN);
    } catch (IOException e) {
      channel.close(true);
      turn.close();
      throw e;
    }
    return new MinaChannel(channel, output, errors, turn);
  }

  /// SendEnv and SetEnv of ssh_config; sshd takes what its AcceptEnv names.
  private Map<String, String> environment() {
    var sent = new LinkedHashMap<String, String>();
    List<String> patterns = target.options().all("sendenv");
    dialer
        .settings()
        .environment()
        .forEach((name, value) -> {
          if (patterns.stream().anyMatch(pattern -> SshWords.matches(pattern, name))) {
            sent.put(name, value);
          }
        });
    for (String pair : target.options().all("setenv")) {
      int at = pair.indexOf('=');
      if (at > 0) {
        sent.put(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return sent;
  }

  @Override
  public List<Connection.Detail> details() {
    return sessions.stream()
        .findFirst()
        .flatMap(session ->
            SshContext.of(session).map(context -> SshDetails.of(target, session, context)))
        .orElse(List.of());
  }

  @Override
  public String user() {
    return target.user();
  }

  @Override
  public String place() {
    return target.place();
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public boolean ownsProcessGroup() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return sessions.stream().anyMatch(ClientSession::isOpen);
  }

  @Override
  public void close() {
    for (ClientSession session : sessions) {
      try {
        session.close(false).await(CLOSE);
      } catch (IOException e) {
        // then at once
      }
      session.close(true);
    }
    sessions.clear();
  }

  private record MinaChannel(
      ChannelExec channel, ReceivedStream output, ReceivedStream errors, SshTurns.Turn turn)
      implements ShellChannel {
    @Override
    public OutputStream input() {
      return channel.getInvertedIn();
    }

    @Override
    public void receive(Receiver outputReceiver, Receiver errorReceiver) {
      output.handTo(outputReceiver);
      errors.handTo(errorReceiver);
    }

    @Override
    public boolean hasExited() {
      return channel.isClosed()
          || channel.getExitStatus() != null
          || channel.getExitSignal() != null;
    }

    @Override
    public void isReady() {
      turn.close();
    }

    @Override
    public void kill() {
      turn.close();
      channel.close(true);
    }

    @Override
    public void close() {
      turn.close();
      channel.close(false);
    }
  }
}
