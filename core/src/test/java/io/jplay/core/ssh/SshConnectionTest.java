package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.value.Secret;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SshConnectionTest {
  @TempDir static Path scratch;
  private static SshdFixture sshd;
  private SshConnectionType ssh = sshd.connectionType();

  @BeforeAll
  static void start() throws Exception {
    sshd = SshdFixture.start(scratch);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @AfterEach
  void close() {
    ssh.close();
  }

  private SshConnectionType with(Map<String, String> environment) {
    ssh.close();
    ssh = sshd.connectionType(environment);
    return ssh;
  }

  private RemoteSession session(Endpoint endpoint) throws TransportException {
    return ssh.connect(endpoint).session(Optional.empty());
  }

  private static String echo(RemoteSession session) throws TransportException {
    return session.run(ShellProgram.of("echo $((6 * 7))")).stdout();
  }

  private TransportException refused(Endpoint endpoint) {
    return assertThrows(TransportException.class, () -> ssh.connect(endpoint));
  }

  @Test
  void runsPrograms() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    assertEquals("42\n", echo(session));
    var output =
        session.run(ShellProgram.of("cat; echo e >&2; exit 4").withStdin(new byte[] {0, 10}));
    assertArrayEquals(new byte[] {0, 10}, output.stdoutBytes());
    assertEquals("e\n", output.stderr());
    assertEquals(4, output.rc());
  }

  @Test
  void sendsAndFetchesLargeFiles() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    var bytes = new byte[5_000_000];
    new Random(3).nextBytes(bytes);
    String path = session.upload(new FileContent.Bytes(bytes));
    var copy = new ByteArrayOutputStream();
    session.download(path, copy, Long.MAX_VALUE);
    assertArrayEquals(bytes, copy.toByteArray());
    var output =
        session.run(
            ShellProgram.of(
                    "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero; cat >/dev/null")
                .withStdin(new byte[100_000]));
    assertEquals(10_000_000, output.stdoutBytes().length + output.stderrBytes().length);
  }

  @Test
  void killsWhatRunsTooLong() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    Path pid = scratch.resolve("pid");
    var program = ShellProgram.of("echo $$ >'" + pid + "'; sleep 300");
    var e =
        assertThrows(TransportException.class, () -> session.run(program, Duration.ofMillis(500)));
    assertEquals(Kind.TASK_TIMEOUT, e.kind());
    var shell = ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()));
    if (shell.isPresent()) {
      shell.get().onExit().get(5, TimeUnit.SECONDS);
    }
    assertEquals("42\n", echo(session));
  }

  @Test
  void noticesAKilledServerProcess() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    long before = System.nanoTime();
    var e =
        assertThrows(
            TransportException.class,
            // the shell's parent is the sshd process of this connection
            () -> session.run(ShellProgram.of("kill -9 $PPID; sleep 20")));
    assertEquals(Kind.SHELL_DIED, e.kind());
    // at once; the limit is for busy machines, and below the program's own end
    assertTrue(System.nanoTime() - before < 15_000_000_000L);
    assertEquals("42\n", echo(session));
  }

  @Test
  @Tag("long")
  @Timeout(120)
  void noticesAFrozenServerByKeepAlive() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    String server = session.run(ShellProgram.of("echo $PPID")).stdout().trim();
    SshdFixture.command(Map.of(), "kill", "-STOP", server);
    try {
      long before = System.nanoTime();
      var e =
          assertThrows(TransportException.class, () -> session.run(ShellProgram.of("sleep 1000")));
      assertTrue(e.isUnreachable(), e.getMessage());
      long seconds = (System.nanoTime() - before) / 1_000_000_000L;
      assertTrue(seconds < 45, seconds + " s");
    } finally {
      SshdFixture.command(Map.of(), "kill", "-KILL", server);
    }
    assertEquals("42\n", echo(session));
  }

  @Test
  void givesUpAFloodOfOutput() throws Exception {
    RemoteSession session = session(sshd.endpoint("a"));
    var e = assertThrows(TransportException.class, () -> session.run(ShellProgram.of("yes; true")));
    assertEquals(Kind.TRANSFER_FAILED, e.kind());
    assertTrue(e.getMessage().contains("more than 64 MiB"), e.getMessage());
    assertEquals("42\n", echo(session));
  }

  @Test
  void aResetConnectsAgain() throws Exception {
    Connection connection = ssh.connect(sshd.endpoint("a"));
    RemoteSession session = connection.session(Optional.empty());
    String first = session.run(ShellProgram.of("echo $PPID")).stdout();
    session.reset();
    assertFalse(connection.isOpen());
    assertFalse(first.equals(session.run(ShellProgram.of("echo $PPID")).stdout()));
  }

  @Test
  void tellsHowItCameIn() throws Exception {
    Path socket = sshd.agent(sshd.key());
    with(Map.of("SSH_AUTH_SOCK", socket.toString()));
    Endpoint endpoint = sshd.endpoint("a", Optional.empty());
    List<Connection.Detail> details = ssh.connect(endpoint).details();
    assertTrue(
        details
            .getFirst()
            .text()
            .matches(
                "SSH: CONNECTED TO \\w+@[^ ]+:" + endpoint.port().getAsInt() + " BY agent key .+"),
        details.toString());
    assertEquals(3, details.getFirst().level());
    String more =
        details.stream().filter(d -> d.level() == 4).map(d -> d.text()).toList().toString();
    assertTrue(more.contains("SSH: SERVER SSH-2.0-OpenSSH"), more);
    assertTrue(more.contains("SSH: HOST KEY ssh-ed25519 SHA256:"), more);
  }

  @Test
  void usesTheAgent() throws Exception {
    Path socket = sshd.agent(sshd.key());
    with(Map.of("SSH_AUTH_SOCK", socket.toString()));
    RemoteSession session = session(sshd.endpoint("a", Optional.empty()));
    assertEquals("42\n", echo(session));
    assertEquals("-\n", session.run(ShellProgram.of("echo -$SSH_AUTH_SOCK")).stdout());
  }

  @Test
  void forwardsTheAgentWhenAsked() throws Exception {
    Path socket = sshd.agent(sshd.key());
    with(Map.of("SSH_AUTH_SOCK", socket.toString()));
    for (String argument : new String[] {"-A", "-oForwardAgent=yes"}) {
      RemoteSession session = session(sshd.endpoint("a", Optional.empty(), argument));
      for (int i = 0; i < 3; i++) {
        assertTrue(session.run(ShellProgram.of("ssh-add -L")).stdout().contains("ssh-ed25519"));
      }
    }
  }

  /// The end of a JVM waits a third of a second for threads that are in native code, as those that
  /// wait for a socket are.
  @Test
  void noThreadReadsSocketsAfterTheEnd() throws Exception {
    // threads belong to the group of the thread that starts them: those of other tests are in
    // others
    var group = new ThreadGroup("mine");
    var connecting = new FutureTask<>(() -> echo(session(sshd.endpoint("a"))));
    new Thread(group, connecting).start();
    assertEquals("42\n", connecting.get());
    assertTrue(loops(group).contains("ssh-loop-0"), loops(group).toString());
    ssh.close();
    for (int i = 0; i < 100 && !loops(group).isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertEquals(List.of(), loops(group));
  }

  private static List<String> loops(ThreadGroup group) {
    var threads = new Thread[100];
    int count = group.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .map(Thread::getName)
        .filter(name -> name.startsWith("ssh-loop"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"ed25519, ''", "rsa, ''", "ecdsa, ''", "ed25519, secret", "rsa, secret"})
  void usesKeyFiles(String type, String passphrase, @TempDir Path keys) throws Exception {
    Path key = keys.resolve("k");
    SshdFixture.keygen(key, type, passphrase);
    allow(key);
    var asked = new AtomicInteger();
    ssh.close();
    ssh =
        new SshConnectionType(
            sshd.settings(
                Map.of(),
                new SshQuestions() {
                  @Override
                  public Optional<Secret> passphrase(Path path) {
                    return Optional.of(Secret.of(asked.incrementAndGet() == 1 ? "no" : passphrase));
                  }

                  @Override
                  public boolean trustHostKey(String text) {
                    return false;
                  }
                }));
    assertEquals("42\n", echo(session(sshd.endpoint("a", Optional.of(key)))));
    assertEquals("42\n", echo(session(sshd.endpoint("b", Optional.of(key)))));
    assertEquals(passphrase.isEmpty() ? 0 : 2, asked.get());
    Files.delete(keys.resolve("k.pub"));
    assertEquals("42\n", echo(session(sshd.endpoint("c", Optional.of(key)))));
  }

  private static void allow(Path key) throws Exception {
    Files.writeString(
        sshd.authorizedKeys(),
        Files.readString(key.resolveSibling(key.getFileName() + ".pub")),
        StandardOpenOption.APPEND);
  }

  private static void certify(Path authority, Path key, String... options) {
    var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString()));
    command.addAll(List.of("-I", "me"));
    command.addAll(List.of(options));
    command.add(key + ".pub");
    SshdFixture.command(Map.of(), command.toArray(String[]::new));
  }

  @Test
  void usesCertificates(@TempDir Path keys) throws Exception {
    Path ca = keys.resolve("ca");
    Path key = keys.resolve("k");
    SshdFixture.keygen(ca, "ed25519", "");
    SshdFixture.keygen(key, "ed25519", "");
    certify(ca, key, "-n", System.getProperty("user.name"));
    Files.writeString(
        sshd.authorizedKeys(),
        "cert-authority " + Files.readString(keys.resolve("ca.pub")),
        StandardOpenOption.APPEND);
    assertEquals("42\n", echo(session(sshd.endpoint("a", Optional.of(key)))));
    // the key in the agent, the certificate in a file
    Path certificate = Files.move(keys.resolve("k-cert.pub"), keys.resolve("other"));
    Path socket = sshd.agent(key);
    with(Map.of("SSH_AUTH_SOCK", socket.toString()));
    assertEquals(
        "42\n",
        echo(
            session(sshd.endpoint("b", Optional.empty(), "-o", "CertificateFile=" + certificate))));
    certify(ca, key, "-V", "20200101:20200102");
    var e = refused(sshd.endpoint("c", Optional.of(key)));
    String reason = "the certificate " + keys.resolve("k-cert.pub") + " is expired";
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
  }

  @Test
  void saysWhatWasTried(@TempDir Path keys) {
    Path key = keys.resolve("stranger");
    SshdFixture.keygen(key, "ed25519", "");
    var e = refused(sshd.endpoint("a", Optional.of(key)));
    assertEquals(Kind.AUTH_FAILED, e.kind());
    String text = e.getMessage();
    assertTrue(
        text.startsWith(
            "Failed to connect to the host via ssh: %s@127.0.0.1: Permission denied (publickey"
                .formatted(System.getProperty("user.name"))),
        text);
    assertTrue(text.contains(key + "; no agent: SSH_AUTH_SOCK is not set"), text);
    with(Map.of("SSH_AUTH_SOCK", keys.resolve("gone").toString()));
    text = refused(sshd.endpoint("a", Optional.of(key))).getMessage();
    assertTrue(text.contains("no agent: " + keys.resolve("gone")), text);
  }

  @Test
  void ignoresKeysThatOthersMayRead(@TempDir Path keys) throws Exception {
    Path key = Files.copy(sshd.key(), keys.resolve("open"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String text = refused(sshd.endpoint("a", Optional.of(key))).getMessage();
    assertTrue(text.contains("permissions are too open"), text);
  }

  @Test
  void sortsConnectionErrors() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Endpoint e = sshd.endpoint("a");
    String refused = refused(at(e, "127.0.0.1", free)).getMessage();
    assertEquals(
        "Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port %d: Connection refused"
            .formatted(free),
        refused);
    String unknown = refused(at(e, "no.such.host.invalid", 22)).getMessage();
    assertEquals(
        "Failed to connect to the host via ssh: ssh: Could not resolve hostname"
            + " no.such.host.invalid: Name or service not known",
        unknown);
    assertTrue(refused(at(e, "-oProxyCommand=x", 22)).getMessage().contains("invalid characters"));
  }

  private static Endpoint at(Endpoint e, String address, int port) {
    return new Endpoint(
        e.host(),
        address,
        OptionalInt.of(port),
        e.user(),
        e.password(),
        e.privateKey(),
        e.sshArguments(),
        e.hostKeyChecking(),
        e.connectTimeout(),
        e.options());
  }

  @Test
  void respectsIdentitiesOnly(@TempDir Path keys) throws Exception {
    var many = new Path[10];
    for (int i = 0; i < many.length; i++) {
      many[i] = keys.resolve("k" + i);
      SshdFixture.keygen(many[i], "ed25519", "");
    }
    Path socket = sshd.agent(many);
    with(Map.of("SSH_AUTH_SOCK", socket.toString()));
    String text = refused(sshd.endpoint("a")).getMessage();
    assertTrue(text.contains("Too many authentication failures"), text);
    assertEquals(
        "42\n",
        echo(session(sshd.endpoint("b", Optional.of(sshd.key()), "-o", "IdentitiesOnly=yes"))));
  }

  @Test
  void sendsEnvironmentOfTheConfig() throws Exception {
    Files.writeString(
        scratch.resolve("ssh_config"),
        "Host 127.*\n  SetEnv JT_ONE=1\n  SendEnv JT_T*\nMatch host elsewhere\n  Port 1\n");
    with(Map.of("JT_TWO", "2", "OTHER", "3"));
    var output = session(sshd.endpoint("a")).run(ShellProgram.of("env | grep JT_ | sort"));
    assertEquals("JT_ONE=1\nJT_TWO=2\n", output.stdout());
    Files.delete(scratch.resolve("ssh_config"));
  }
}
