package io.jplay.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A host with its own processes, its own root and a real OpenSSH server on a loopback address:
/// this machine's system with changes kept in memory, see boot-host.sh. It has no Python.
final class RealHost implements AutoCloseable {
  private final Path base;
  private final String address;
  private final int port;
  private final Process process;

  private RealHost(Path base, String address, int port, Process process) {
    this.base = base;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /// What a host is made from; `keep` are directories of this machine that it must see.
  record Plan(String name, String address, int port, String init, List<Path> keep) {}

  /// Begins to boot; [#await] waits for it. `base` holds `id.pub` already, and maybe a `seed` tree.
  static RealHost start(Path base, Plan plan) throws IOException, InterruptedException {
    Files.createDirectories(base.resolve("memory"));
    Commands.expect(
        List.of(
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            plan.name(),
            "-f",
            base.resolve("host_key").toString()));
    Path script = script(base, "boot-host.sh");
    Process process =
        new ProcessBuilder(
                "sh",
                script.toString(),
                "start",
                base.toString(),
                plan.name(),
                plan.address(),
                Integer.toString(plan.port()),
                plan.init(),
                String.join(":", plan.keep().stream().map(Path::toString).toList()))
            .redirectErrorStream(true)
            .redirectOutput(base.resolve("log").toFile())
            .start();
    return new RealHost(base, plan.address(), plan.port(), process);
  }

  static Path script(Path directory, String name) throws IOException {
    Path script = directory.resolve(name);
    try (InputStream in = RealHost.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }

  /// True as soon as sshd greets; false when the host did not come up.
  boolean await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), 1000);
        socket.setSoTimeout(5000);
        if (socket.getInputStream().read() == 'S') {
          return true;
        }
      } catch (IOException e) {
        // not yet
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return false;
  }

  String log() throws IOException {
    return Files.readString(base.resolve("log"));
  }

  String address() {
    return address;
  }

  /// A line for known_hosts.
  String knownHost() throws IOException {
    String[] key = Files.readString(base.resolve("host_key.pub")).split(" ");
    return "[" + address + "]:" + port + " " + key[0] + " " + key[1];
  }

  /// Runs a command as root over OpenSSH's own client.
  Commands.Outcome ssh(Path identity, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-p",
                Integer.toString(port)));
    words.addAll(
        environment.containsKey("SSH_AUTH_SOCK")
            ? List.of("-A")
            : List.of("-o", "IdentitiesOnly=yes", "-i", identity.toString()));
    words.add("root@" + address);
    words.addAll(List.of(command));
    return Commands.run(Path.of("/"), environment, Duration.ofSeconds(90), words);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
