package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.shell.ShellWord;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import io.jplay.core.value.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logins with passwords and every way of becoming root, with the system's own sshd, sudo and su.
@Alongside
@Timeout(60)
class BecomeTest {
  @TempDir static Path scratch;
  private static TestUser user;
  private static SshdFixture sshd;
  private static SshConnectionType ssh;

  @BeforeAll
  static void start() throws Exception {
    user = TestUser.create();
    sshd = SshdFixture.start(scratch, "PasswordAuthentication yes");
    ssh = sshd.connectionType();
  }

  @AfterAll
  static void stop() {
    if (user != null) {
      ssh.close();
      sshd.close();
      user.close();
    }
  }

  private static Endpoint endpoint(Optional<String> password, int port) {
    return new Endpoint(
        "a",
        "127.0.0.1",
        OptionalInt.of(port),
        Optional.of(user.name()),
        password.map(Secret::of),
        password.isPresent() ? Optional.empty() : Optional.of(sshd.key()),
        List.of(),
        true,
        Duration.ofSeconds(10),
        Map.of());
  }

  private static Connection connect() throws TransportException {
    return ssh.connect(endpoint(Optional.empty(), sshd.port()));
  }

  private static Become become(String method, String password, String... flags) {
    return new Become(
        method,
        "root",
        "",
        List.of(flags),
        password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password)));
  }

  private static void isRoot(RemoteSession session) throws TransportException {
    var output =
        session.run(ShellProgram.of("id -u; cat; echo e >&2; exit 3").withStdin("in\n".getBytes()));
    assertEquals("0\nin\n", output.stdout());
    assertEquals("e\n", output.stderr());
    assertEquals(3, output.rc());
    var big =
        session.run(
            ShellProgram.of("wc -c; head -c 300000 /dev/zero").withStdin(new byte[100_000]));
    assertEquals("100000\n".length() + 300_000, big.stdoutBytes().length);
    String path = session.upload(new FileContent.Bytes(new byte[] {0, 3, 4, 13, 10, 127}));
    assertEquals(
        "0 600 6\n", session.run(ShellProgram.of("stat -c '%u %a %s' '" + path + "'")).stdout());
  }

  private static String failure(Become become) throws TransportException {
    long before = System.nanoTime();
    try (Connection connection = connect()) {
      var e =
          assertThrows(
              TransportException.class,
              () -> connection.session(Optional.of(become)).run(ShellProgram.of("id")));
      assertEquals(Kind.BECOME_FAILED, e.kind(), e.getMessage());
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
      assertTrue(System.nanoTime() - before < 12_000_000_000L);
      return e.getMessage();
    }
  }

  @Test
  void logsInWithAPassword() throws Exception {
    try (Connection connection = ssh.connect(endpoint(Optional.of(user.password()), sshd.port()))) {
      var session = connection.session(Optional.empty());
      assertEquals(user.name() + "\n", session.run(ShellProgram.of("id -un")).stdout());
    }
    var e =
        assertThrows(
            TransportException.class,
            () -> ssh.connect(endpoint(Optional.of("secret"), sshd.port())));
    assertEquals(Kind.AUTH_FAILED, e.kind());
    assertTrue(e.getMessage().contains("the password was not accepted"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"));
  }

  @Test
  void answersKeyboardInteractive(@TempDir Path other) throws Exception {
    try (var pam =
            SshdFixture.start(
                other,
                "UsePAM yes",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication yes",
                "AuthenticationMethods keyboard-interactive");
        var type = pam.connectionType();
        Connection connection = type.connect(endpoint(Optional.of(user.password()), pam.port()))) {
      var session = connection.session(Optional.empty());
      assertEquals(user.name() + "\n", session.run(ShellProgram.of("id -un")).stdout());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "use_pty", "requiretty", "lecture=always", "!requiretty, log_output"})
  void sudoWithoutPassword(String defaults) throws Exception {
    user.sudo("ALL=(ALL) NOPASSWD: ALL", "!lecture", defaults.isEmpty() ? "env_reset" : defaults);
    try (Connection connection = connect()) {
      isRoot(connection.session(Optional.of(become("sudo", "", "-H", "-S", "-n"))));
      assertEquals(
          user.name() + "\n",
          connection.session(Optional.empty()).run(ShellProgram.of("id -un")).stdout());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env_reset", "use_pty", "requiretty", "lecture=always", "timestamp_timeout=0"})
  void sudoWithPassword(String defaults) throws Exception {
    user.sudo("ALL=(ALL) ALL", defaults);
    try (Connection connection = connect()) {
      isRoot(connection.session(Optional.of(become("sudo", user.password(), "-H", "-S", "-n"))));
    }
  }

  @Test
  void sudoSaysWhatIsWrong() throws Exception {
    user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0");
    assertEquals("Missing sudo password", failure(become("sudo", "", "-H", "-S", "-n")));
    assertEquals("Missing sudo password", failure(become("sudo", "")));
    assertEquals("Incorrect sudo password", failure(become("sudo", "secret")));
    user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0", "use_pty", "requiretty");
    assertEquals("Incorrect sudo password", failure(become("sudo", "secret")));
    String unknown = failure(new Become("sudo", "root", "/no/sudo", List.of(), Optional.empty()));
    assertTrue(unknown.contains("/no/sudo"), unknown);
  }

  @Test
  void sudoSaysWhoMayNot() throws Exception {
    user.sudo("ALL=(nobody) ALL", "timestamp_timeout=0", "lecture=never");
    String refused = failure(become("sudo", user.password()));
    assertTrue(
        refused.startsWith("privilege escalation with sudo failed: Sorry, user " + user.name()),
        refused);
  }

  /// However often it may ask, whatever it says of a wrong password.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwd_tries=1",
        "passwd_tries=3",
        "passwd_tries=10",
        "badpass_message=Nope",
        "insults"
      })
  void sudoAsksOnce(String defaults) throws Exception {
    for (String pty : new String[] {"!use_pty", "use_pty"}) {
      user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0", defaults, pty);
      assertEquals("Incorrect sudo password", failure(become("sudo", "secret")));
    }
  }

  @Test
  void killsUnderSudo() throws Exception {
    user.sudo("ALL=(ALL) ALL");
    for (String pty : new String[] {"!use_pty", "use_pty"}) {
      user.sudo("ALL=(ALL) ALL", pty);
      try (Connection connection = connect()) {
        var session = connection.session(Optional.of(become("sudo", user.password())));
        Path pid = scratch.resolve("pid");
        var program = ShellProgram.of("sleep 300 & echo $! >'" + pid + "'; wait");
        var e =
            assertThrows(
                TransportException.class, () -> session.run(program, Duration.ofMillis(400)));
        assertEquals(Kind.TASK_TIMEOUT, e.kind());
        var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()));
        if (child.isPresent()) {
          child.get().onExit().get(5, TimeUnit.SECONDS);
        }
        isRoot(session);
      }
    }
  }

  @Test
  void su() throws Exception {
    // from one user to the same: the only password that the test knows
    user.sudo("ALL=(ALL) NOPASSWD: ALL");
    try (Connection connection = connect()) {
      var become =
          new Become("su", user.name(), "", List.of(), Optional.of(Secret.of(user.password())));
      // not the login user by name, or nothing would be done
      var other = new SshTargetUserHidden(connection);
      assertEquals(
          user.name() + "\n", other.session(become).run(ShellProgram.of("id -un")).stdout());
    }
    assertEquals("Incorrect su password", failure(become("su", "secret")));
    assertEquals("Missing su password", failure(become("su", "")));
  }

  @Test
  void suToAnotherUser() throws Exception {
    try (var other = TestUser.create();
        Connection connection = connect()) {
      var become =
          new Become("su", other.name(), "", List.of(), Optional.of(Secret.of(other.password())));
      var session = connection.session(Optional.of(become));
      var output = session.run(ShellProgram.of("id -un; cat; exit 3").withStdin("in\n".getBytes()));
      assertEquals(other.name() + "\nin\n", output.stdout());
      assertEquals(3, output.rc());
    }
  }

  /// A doas of ours, since few systems have one: asks on the terminal, as the real one does.
  @Test
  void doas() throws Exception {
    Path program = scratch.resolve("doas");
    Files.writeString(
        program,
        """
        #!/bin/sh
        n=
        while :; do
          case $1 in
            -n) n=1; shift ;;
            -u) shift 2 ;;
            *) break ;;
          esac
        done
        [ -z "$n" ] || { echo 'doas: Authorization required' >&2; exit 1; }
        stty -echo </dev/tty
        printf '\\rdoas (%%s@host) password: ' "$(id -un)" >/dev/tty
        IFS= read -r p </dev/tty
        echo >/dev/tty
        [ "$p" = %s ] || { echo 'doas: Authorization failed' >&2; exit 1; }
        exec "$@"
        """
            .formatted(ShellWord.of(user.password()).quoted()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Connection connection = connect()) {
      var session = connection.session(Optional.of(doas(program, user.password())));
      var output = session.run(ShellProgram.of("cat; exit 3").withStdin("in\n".getBytes()));
      assertEquals("in\n", output.stdout());
      assertEquals(3, output.rc());
    }
    assertEquals("Incorrect doas password", failure(doas(program, "secret")));
    assertEquals("Missing doas password", failure(doas(program, "")));
  }

  /// Debian's doas (opendoas), with a configuration of the test's own.
  @Test
  void doasOfTheSystem() throws Exception {
    Path program = Path.of("/usr/bin/doas");
    Path config = Path.of("/etc/doas.conf");
    assumeTrue(Files.isExecutable(program), "needs doas (Debian: opendoas)");
    assumeFalse(Files.exists(config), "the system has a doas.conf of its own");
    try {
      Files.writeString(config, "permit " + user.name() + " as root\n");
      Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
      try (Connection connection = connect()) {
        isRoot(connection.session(Optional.of(doas(program, user.password()))));
      }
      assertEquals("Incorrect doas password", failure(doas(program, "secret")));
      assertEquals("Missing doas password", failure(doas(program, "")));
      Files.writeString(config, "permit nopass " + user.name() + " as root\n");
      try (Connection connection = connect()) {
        isRoot(connection.session(Optional.of(doas(program, ""))));
      }
      Files.writeString(config, "deny " + user.name() + "\n");
      String denied = failure(doas(program, ""));
      assertTrue(denied.contains("doas"), denied);
    } finally {
      Files.deleteIfExists(config);
    }
  }

  private static Become doas(Path program, String password) {
    return new Become(
        "doas",
        "root",
        program.toString(),
        List.of(),
        password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password)));
  }

  /// Runs `su` to the login user itself.
  private record SshTargetUserHidden(Connection connection) {
    RemoteSession session(Become become) throws TransportException {
      return connection.session(
          Optional.of(
              new Become(
                  become.method(),
                  "./".isEmpty() ? "" : become.user(),
                  become.exe(),
                  List.of("-s", "/bin/sh"),
                  become.password())));
    }
  }

  @Test
  void opensAnotherConnectionWhereOnlyOneSessionIsAllowed(@TempDir Path other) throws Exception {
    user.sudo("ALL=(ALL) NOPASSWD: ALL");
    try (var narrow = SshdFixture.start(other, "MaxSessions 1", "MaxStartups 1:100:1");
        var type = narrow.connectionType()) {
      Files.copy(
          sshd.authorizedKeys(), narrow.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
      try (Connection connection = type.connect(endpoint(Optional.empty(), narrow.port()))) {
        isRoot(connection.session(Optional.of(become("sudo", ""))));
        var login = connection.session(Optional.empty());
        assertEquals(user.name() + "\n", login.run(ShellProgram.of("id -un")).stdout());
        assertThrows(
            TransportException.class,
            () -> login.run(ShellProgram.of("sleep 100"), Duration.ofMillis(300)));
        isRoot(connection.session(Optional.of(become("sudo", ""))));
      }
    }
  }
}
