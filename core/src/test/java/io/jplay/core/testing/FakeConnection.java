package io.jplay.core.testing;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Hosts that exist in a table only: programs are answered by the first rule that fits, everything
/// that was asked is kept in order.
///
/// ```java
/// var fake = new FakeConnection().answer("uname", ProgramOutput.of(0, "Linux\n", ""));
/// ```
public final class FakeConnection implements ConnectionType {
  /// A program that was run, with the host and the become user (or empty) it ran as.
  public record Call(String host, String user, ShellProgram program) {}

  /// Answers a call; may throw to play a failure of the connection.
  @FunctionalInterface
  public interface Answer {
    ProgramOutput to(Call call) throws TransportException;
  }

  private record Rule(Predicate<Call> fits, Answer answer) {}

  public static final HostFacts DEBIAN =
      new HostFacts(
          "Linux",
          "x86_64",
          "debian",
          "Debian",
          "12",
          "systemd",
          "apt",
          "root",
          0,
          0,
          "/root",
          Set.of("stat", "sha1sum", "base64", "mktemp", "getent", "systemctl", "apt-get"),
          false,
          false,
          Map.of());

  private final List<Rule> rules = new ArrayList<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private HostFacts facts = DEBIAN;

  /// Programs that hold `text` get this answer.
  public FakeConnection answer(String text, ProgramOutput output) {
    return answer(call -> call.program().script().contains(text), call -> output);
  }

  public FakeConnection answer(Predicate<Call> fits, Answer answer) {
    rules.add(new Rule(fits, answer));
    return this;
  }

  public FakeConnection facts(HostFacts others) {
    facts = others;
    return this;
  }

  /// What [RemoteSession#download] finds under a path.
  public FakeConnection file(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Connection connect(Endpoint endpoint) {
    return new Connection() {
      @Override
      public RemoteSession session(Optional<Become> become) {
        return new FakeSession(endpoint.host(), become.map(Become::user).orElse(""));
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private final class FakeSession implements RemoteSession {
    private final String host;
    private final String user;

    FakeSession(String host, String user) {
      this.host = host;
      this.user = user;
    }

    @Override
    public ProgramOutput run(ShellProgram program) throws TransportException {
      var call = new Call(host, user, program);
      calls.add(call);
      for (Rule rule : rules) {
        if (rule.fits().test(call)) {
          return rule.answer().to(call);
        }
      }
      return ProgramOutput.of(0, "", "");
    }

    @Override
    public ProgramOutput run(ShellProgram program, Duration limit) throws TransportException {
      return run(program);
    }

    @Override
    public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
      var outputs = new ArrayList<ProgramOutput>();
      for (ShellProgram program : programs) {
        outputs.add(run(program));
      }
      return outputs;
    }

    @Override
    public String upload(FileContent content) {
      String path = "/tmp/.jplay-fake/u" + files.size();
      try (var in = content.open()) {
        files.put(path, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return path;
    }

    @Override
    public void download(String path, OutputStream to, long limit) throws TransportException {
      byte[] content = files.get(path);
      if (content == null || content.length > limit) {
        throw new TransportException(
            TransportException.Kind.TRANSFER_FAILED, "Cannot read " + path);
      }
      try {
        to.write(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public HostFacts facts() {
      return facts;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reset() {}
  }
}
