package io.jplay.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;

/// A host that systemd boots, with the packages of the tests in its repository. Skips the test
/// where that cannot be.
final class BootedHost implements AutoCloseable {
  private final RealHost host;
  private final Path inventory;

  private BootedHost(RealHost host, Path inventory) {
    this.host = host;
    this.inventory = inventory;
  }

  /// Boots in `scratch`, which has nothing else. `withPython`: real ansible can work on it.
  static BootedHost start(Path scratch, boolean withPython)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "needs root: namespaces of its own");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/lib/systemd/systemd"))
            && Files.isExecutable(Path.of("/usr/sbin/sshd"))
            && Files.isExecutable(Path.of("/usr/bin/dpkg-scanpackages")),
        "needs systemd, openssh-server, dpkg-dev");
    String key = scratch.resolve("key").toString();
    Commands.expect(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key));
    Path base = Files.createDirectories(scratch.resolve("host"));
    Files.copy(Path.of(key + ".pub"), base.resolve("id.pub"));
    Path seed = base.resolve("seed");
    Files.createDirectories(seed.resolve("root"));
    Commands.expect(
        List.of(
            "sh",
            RealHost.script(scratch, "make-packages.sh").toString(),
            seed.resolve("opt/repository").toString()));
    RealHost.script(seed.resolve("root"), "furnish.sh");
    String python = "";
    if (withPython) {
      // boot-host.sh takes the interpreters away, not their libraries
      Path program = Files.createDirectories(seed.resolve("usr/bin")).resolve("python3");
      Files.copy(
          Path.of("/usr/bin/python3").toRealPath(), program, StandardCopyOption.COPY_ATTRIBUTES);
      python = " ansible_python_interpreter=/usr/bin/python3";
    }
    var random = ThreadLocalRandom.current();
    String address = "127.%d.%d.1".formatted(random.nextInt(10, 250), random.nextInt(10, 250));
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      port = socket.getLocalPort();
    }
    RealHost host =
        RealHost.start(base, new RealHost.Plan("web", address, port, "systemd", List.of()));
    if (!host.await(Duration.ofSeconds(60))) {
      host.close();
      Assumptions.abort("needs a kernel that lets root boot systemd: " + host.log());
    }
    Path known = Files.writeString(scratch.resolve("known_hosts"), host.knownHost() + "\n");
    Path inventory =
        Files.writeString(
            scratch.resolve("inv"),
            "web ansible_host=%s ansible_port=%d ansible_user=root ansible_ssh_private_key_file=%s"
                    .formatted(address, port, key)
                + " ansible_ssh_common_args='-F none -o UserKnownHostsFile=%s'%s\n"
                    .formatted(known, python));
    return new BootedHost(host, inventory);
  }

  /// Names the host `web`.
  Path inventory() {
    return inventory;
  }

  @Override
  public void close() {
    host.close();
  }
}
