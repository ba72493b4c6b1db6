package io.jplay.examples;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The whole system of the Meltano example on this machine: a controller and two tenants as real
/// hosts, an address where a third tenant should be, the account that knows them, an agent with the
/// operator's key, a git server, and a copy of the example that points at them.
final class MeltanoSystem implements AutoCloseable {
  static final String ACME = "acme.meltanodata.com";
  static final String GLOBEX = "globex.meltanodata.com";
  static final String INITECH = "initech.meltanodata.com";

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Path scratch;
  private final int port;
  private final FakeDigitalOcean account;
  private final Map<String, RealHost> hosts = new TreeMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final int gitPort;

  private MeltanoSystem(Path scratch, int port, int gitPort, FakeDigitalOcean account) {
    this.scratch = scratch;
    this.port = port;
    this.gitPort = gitPort;
    this.account = account;
  }

  static MeltanoSystem boot(Path scratch) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "needs root: the hosts are made of mount and process namespaces");
    for (String tool :
        List.of("sshd", "ssh-agent", "unshare", "setpriv", "dpkg-deb", "apt-get", "git")) {
      Assumptions.assumeTrue(isInstalled(tool), "needs " + tool);
    }
    // sshd of a host reads its keys below this directory as another user
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    String net = "127.77." + (1 + ProcessHandle.current().pid() % 250) + ".";
    int port = freePort(net + "1");
    var account = FakeDigitalOcean.start(droplets(net));
    var system = new MeltanoSystem(scratch, port, freePort("127.0.0.1"), account);
    try {
      system.prepare();
      system.bootHosts(net);
      return system;
    } catch (IOException | InterruptedException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static List<List<FakeDigitalOcean.Droplet>> droplets(String net) {
    return List.of(
        List.of(
            new FakeDigitalOcean.Droplet(
                19000001, ACME, net + "1", "active", List.of("tenant", "beta-ring")),
            new FakeDigitalOcean.Droplet(19000002, GLOBEX, net + "2", "active", List.of("tenant"))),
        List.of(
            new FakeDigitalOcean.Droplet(19000003, INITECH, net + "9", "off", List.of("tenant"))),
        List.of(
            new FakeDigitalOcean.Droplet(
                19000009, "controller", net + "3", "active", List.of("infrastructure"))));
  }

  private static boolean isInstalled(String tool) {
    return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, tool)));
  }

  private static int freePort(String address) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  private void prepare() throws IOException, InterruptedException {
    Files.createDirectories(home().resolve(".ssh"));
    Commands.expect(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString()));
    Commands.expect(
        List.of(
            "sh",
            RealHost.script(scratch, "make-packages.sh").toString(),
            scratch.resolve("repository").toString()));
    copyExample();
    serveProject();
    startAgent();
  }

  /// The example as it is shipped, told where the account's API and the project are.
  private void copyExample() throws IOException, InterruptedException {
    Path source = Path.of(System.getProperty("jplay.root", ".."), "playbooks-examples/meltano");
    Commands.expect(List.of("cp", "-r", source.toString(), infrastructure().toString()));
    for (String inventory : List.of("digitalocean.yml", "by-id.digitalocean.yml")) {
      append("inventory/" + inventory, "baseurl: " + account.base() + "\n");
    }
    String tenant = Files.readString(infrastructure().resolve("inventory/group_vars/tenant.yml"));
    Files.writeString(
        infrastructure().resolve("inventory/group_vars/tenant.yml"),
        tenant.replaceFirst(
            "(?m)^meltano_project_repository:.*$",
            "meltano_project_repository: git://127.0.0.1:" + gitPort + "/project.git"));
  }

  void append(String file, String text) throws IOException {
    Files.writeString(
        infrastructure().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void serveProject() throws IOException, InterruptedException {
    Path git = Files.createDirectories(scratch.resolve("git"));
    Path work = git.resolve("work");
    Commands.expect(List.of("git", "init", "-q", "-b", "main", work.toString()));
    Files.writeString(work.resolve("meltano.yml"), "version: 1\n");
    Commands.expect(List.of("git", "-C", work.toString(), "add", "."));
    Commands.expect(
        List.of(
            "git",
            "-C",
            work.toString(),
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@localhost",
            "commit",
            "-q",
            "-m",
            "First"));
    Commands.expect(
        List.of(
            "git",
            "clone",
            "-q",
            "--bare",
            work.toString(),
            git.resolve("project.git").toString()));
    processes.add(
        new ProcessBuilder(
                "git",
                "daemon",
                "--listen=127.0.0.1",
                "--port=" + gitPort,
                "--export-all",
                "--base-path=" + git)
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("git.log").toFile())
            .start());
  }

  private void startAgent() throws IOException, InterruptedException {
    processes.add(
        new ProcessBuilder("ssh-agent", "-D", "-a", agent().toString())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("agent.log").toFile())
            .start());
    for (int i = 0; i < 500 && !Files.exists(agent()); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    Commands.Outcome added =
        Commands.run(
            scratch,
            Map.of("SSH_AUTH_SOCK", agent().toString()),
            LIMIT,
            List.of("ssh-add", "-q", key().toString()));
    if (added.code() != 0) {
      throw new IOException("ssh-add: " + added.all());
    }
  }

  private void bootHosts(String net) throws IOException, InterruptedException {
    String init = Files.isExecutable(Path.of("/lib/systemd/systemd")) ? "systemd" : "none";
    start("acme", net + "1", init, List.of());
    start("globex", net + "2", "none", List.of());
    start("controller", net + "3", "none", keep());
    for (var host : hosts.entrySet()) {
      if (!host.getValue().await(Duration.ofSeconds(60))) {
        String log = host.getValue().log();
        Assumptions.assumeFalse(
            Pattern.compile("(?m)^(unshare|mount|setpriv): ").matcher(log).find(),
            "needs a kernel that lets root make namespaces and overlays: " + log);
        throw new IOException(host.getKey() + " did not come up: " + log);
      }
    }
    var known = new ArrayList<String>();
    for (RealHost host : hosts.values()) {
      known.add(host.knownHost());
    }
    Files.write(home().resolve(".ssh/known_hosts"), known);
  }

  private void start(String name, String address, String init, List<Path> keep)
      throws IOException, InterruptedException {
    Path base = Files.createDirectories(scratch.resolve("hosts").resolve(name));
    Files.copy(Path.of(key() + ".pub"), base.resolve("id.pub"));
    Path seed = base.resolve("seed");
    Files.createDirectories(seed.resolve("opt"));
    Files.createDirectories(seed.resolve("root"));
    Commands.expect(
        List.of(
            "cp",
            "-r",
            scratch.resolve("repository").toString(),
            seed.resolve("opt/repository").toString()));
    RealHost.script(seed.resolve("root"), "furnish.sh");
    hosts.put(name, RealHost.start(base, new RealHost.Plan(name, address, port, init, keep)));
  }

  /// What the controller needs of this machine to run jplay: Java and the class path.
  private static List<Path> keep() {
    var needed = new LinkedHashSet<Path>();
    needed.add(Path.of(System.getProperty("java.home")));
    for (String entry : classPath().split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      needed.add(Files.isDirectory(path) ? path : path.getParent());
    }
    return List.copyOf(needed);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> java(String program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djplay.program=" + program,
        "-cp",
        classPath());
  }

  /// Runs `jplay WORDS` beside the infrastructure as an operator with an agent, the token and the
  /// vault password would.
  Commands.Outcome jplay(String... words) throws IOException, InterruptedException {
    return jplay(Map.of(), words);
  }

  /// `changes` are variables of the environment; an empty one is not there.
  Commands.Outcome jplay(Map<String, String> changes, String... words)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(java("jplay"));
    line.add("-Duser.home=" + home());
    line.add("io.jplay.cli.Main");
    line.addAll(List.of(words));
    return Commands.run(infrastructure(), environment(changes), LIMIT, line);
  }

  private Map<String, String> environment(Map<String, String> changes) {
    var environment =
        new HashMap<>(
            Map.of(
                "HOME",
                home().toString(),
                "LC_ALL",
                "C.UTF-8",
                "SSH_AUTH_SOCK",
                agent().toString(),
                "DO_API_TOKEN",
                FakeDigitalOcean.TOKEN,
                "ANSIBLE_REMOTE_PORT",
                Integer.toString(port),
                "ANSIBLE_VAULT_PASSWORD_FILE",
                "vault-password"));
    environment.putAll(changes);
    environment.values().removeIf(String::isEmpty);
    return environment;
  }

  /// Copies the infrastructure to where operators find it on the controller, with the known hosts.
  void furnishController() throws IOException, InterruptedException {
    String remote = "root@" + hosts.get("controller").address();
    on("controller", "mkdir -p /var/meltano");
    Commands.expect(
        List.of(
            "scp",
            "-q",
            "-r",
            "-F",
            "none",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "IdentitiesOnly=yes",
            "-i",
            key().toString(),
            "-P",
            Integer.toString(port),
            infrastructure().toString(),
            home().resolve(".ssh/known_hosts").toString(),
            remote + ":/var/meltano/"));
    on("controller", "mv /var/meltano/known_hosts /root/.ssh/");
  }

  /// `ssh -A controller`, then jplay there.
  Commands.Outcome jplayOnController(boolean agent, String words)
      throws IOException, InterruptedException {
    String line =
        "cd /var/meltano/infrastructure && LC_ALL=C.UTF-8 DO_API_TOKEN=%s ANSIBLE_REMOTE_PORT=%d %s io.jplay.cli.Main %s"
            .formatted(FakeDigitalOcean.TOKEN, port, String.join(" ", java("jplay")), words);
    return hosts
        .get("controller")
        .ssh(key(), agent ? Map.of("SSH_AUTH_SOCK", agent().toString()) : Map.of(), line);
  }

  /// What a command prints on a host; it has to succeed.
  String on(String host, String command) throws IOException, InterruptedException {
    Commands.Outcome outcome = hosts.get(host).ssh(key(), Map.of(), command);
    if (outcome.code() != 0) {
      throw new IOException(command + " on " + host + ": " + outcome.all());
    }
    return outcome.out();
  }

  FakeDigitalOcean account() {
    return account;
  }

  Path infrastructure() {
    return scratch.resolve("infrastructure");
  }

  private Path home() {
    return scratch.resolve("home");
  }

  private Path key() {
    return scratch.resolve("id");
  }

  private Path agent() {
    return scratch.resolve("agent");
  }

  @Override
  public void close() {
    hosts.values().forEach(RealHost::close);
    processes.forEach(p -> p.descendants().forEach(ProcessHandle::destroy));
    processes.forEach(Process::destroy);
    account.close();
  }
}
