package io.jplay.core.testing;

import io.jplay.core.spi.Endpoint;
import io.jplay.core.ssh.SshConfigFiles;
import io.jplay.core.ssh.SshConnectionType;
import io.jplay.core.ssh.SshQuestions;
import io.jplay.core.ssh.SshSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/// A real OpenSSH server on a loopback address with keys of its own, everything below one
/// directory; stopped by its process id. Logs in as the user who runs the tests, with the key
/// [#key]; its host keys are in [#knownHosts]. Skips the test where sshd is not installed.
///
/// ```java
/// try (var sshd = SshdFixture.start(scratch); var ssh = sshd.connectionType()) {
///   var session = ssh.connect(sshd.endpoint("web1")).session(Optional.empty());
/// }
/// ```
public final class SshdFixture implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path directory;
  private final String address;
  private final int port;
  private final Process process;
  private final List<Process> agents = Collections.synchronizedList(new ArrayList<>());
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  private SshdFixture(Path directory, String address, int port, Process process) {
    this.directory = directory;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /// `config` are lines that stand before the fixture's own, so that they win.
  public static SshdFixture start(Path directory, String... config) throws IOException {
    return startOn("127.0.0.1", directory, config);
  }

  public static SshdFixture startOn(String address, Path directory, String... config)
      throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(SSHD), "needs OpenSSH's sshd (openssh-server)");
    Files.createDirectories(directory);
    if (isRoot()) {
      Files.createDirectories(Path.of("/run/sshd"));
      // a temporary directory is closed to other users, whom sshd reads the keys for
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Path key = directory.resolve("host_" + type);
      if (!Files.exists(key)) {
        keygen(key, type, "");
      }
    }
    if (!Files.exists(directory.resolve("id"))) {
      keygen(directory.resolve("id"), "ed25519", "");
      Files.copy(directory.resolve("id.pub"), directory.resolve("authorized_keys"));
    }
    int port = freePort(address);
    // a home of its own: bash reads ~/.bashrc under sshd, and what the machine's user has there
    // (version managers that take locks, for one) is not what a test measures
    Path home = Files.createDirectories(directory.resolve("home"));
    var lines = new ArrayList<>(List.of(config));
    lines.add("Port " + port);
    lines.add("ListenAddress " + address);
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      lines.add("HostKey " + directory.resolve("host_" + type));
    }
    lines.add("AuthorizedKeysFile " + directory.resolve("authorized_keys"));
    lines.add("PidFile none");
    lines.add("StrictModes no");
    lines.add("UsePAM no");
    lines.add("PermitRootLogin yes");
    lines.add("PasswordAuthentication no");
    lines.add("AcceptEnv JT_*");
    lines.add("LogLevel DEBUG1");
    if (lines.stream().noneMatch(line -> line.startsWith("SetEnv"))) {
      // only for this user: others log in to homes that their tests have prepared; in a block of
      // Match it would take the place of what a test sets
      lines.add("Match User " + System.getProperty("user.name"));
      lines.add("SetEnv HOME=" + home);
    }
    Path file = directory.resolve("sshd_config");
    Files.write(file, lines);
    Process process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd.log").toFile())
            .start();
    var fixture = new SshdFixture(directory, address, port, process);
    fixture.awaitPort();
    fixture.writeKnownHosts();
    return fixture;
  }

  private static int freePort(String address) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException {
    for (int i = 0; i < 500; i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), 500);
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException("sshd: " + log(), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
    throw new IOException("sshd does not answer: " + log());
  }

  private void writeKnownHosts() throws IOException {
    var lines = new ArrayList<String>();
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      lines.add("[" + address + "]:" + port + " " + hostKey(type));
    }
    Files.write(knownHosts(), lines);
  }

  /// `type base64` of a host key.
  public String hostKey(String type) throws IOException {
    String[] words = Files.readString(directory.resolve("host_" + type + ".pub")).split(" ");
    return words[0] + " " + words[1].strip();
  }

  public static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// Makes a key pair with ssh-keygen.
  public static void keygen(Path file, String type, String passphrase) {
    var words =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()));
    words.addAll(List.of("-C", "key " + file.getFileName()));
    if (type.equals("rsa")) {
      words.addAll(List.of("-b", "2048"));
    }
    command(Map.of(), words.toArray(String[]::new));
  }

  /// Runs a command of the test's own; fails unless it succeeds; returns what it printed.
  public static String command(Map<String, String> environment, String... words) {
    try {
      var builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts an ssh-agent that holds the given keys; returns its socket.
  public Path agent(Path... keys) throws IOException {
    Path socket = directory.resolve("agent" + agents.size());
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    agents.add(agent);
    for (int i = 0; i < 500 && !Files.exists(socket); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    for (Path key : keys) {
      command(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", key.toString());
    }
    return socket;
  }

  public Path directory() {
    return directory;
  }

  public String address() {
    return address;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /// The private key that may log in.
  public Path key() {
    return directory.resolve("id");
  }

  public Path authorizedKeys() {
    return directory.resolve("authorized_keys");
  }

  public Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  public String log() throws IOException {
    return Files.readString(directory.resolve("sshd.log"));
  }

  public List<String> warnings() {
    return warnings;
  }

  /// Settings that see nothing of the user's own: no agent, no config, the fixture's known_hosts.
  public SshSettings settings(Map<String, String> environment, SshQuestions questions) {
    return new SshSettings(
        directory.resolve("home"),
        System.getProperty("user.name"),
        environment,
        SshConfigFiles.of(List.of(directory.resolve("ssh_config"))),
        List.of(knownHosts()),
        List.of(),
        false,
        Duration.ofSeconds(20),
        32,
        questions,
        warnings::add);
  }

  public SshConnectionType connectionType() {
    return new SshConnectionType(settings(Map.of(), SshQuestions.none()));
  }

  public SshConnectionType connectionType(Map<String, String> environment) {
    return new SshConnectionType(settings(environment, SshQuestions.none()));
  }

  /// This server under a name, with the fixture's key.
  public Endpoint endpoint(String host) {
    return endpoint(host, Optional.of(key()));
  }

  public Endpoint endpoint(String host, Optional<Path> key, String... sshArguments) {
    return new Endpoint(
        host,
        address,
        OptionalInt.of(port),
        Optional.of(System.getProperty("user.name")),
        Optional.empty(),
        key,
        List.of(sshArguments),
        true,
        Duration.ofSeconds(10),
        Map.of());
  }

  @Override
  public void close() {
    agents.forEach(Process::destroy);
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
