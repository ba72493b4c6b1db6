package io.jplay.core.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever shell an account logs in with, and whatever its profiles do.
@Alongside
@Timeout(150)
class LoginShellTest {
  @TempDir static Path scratch;
  private static TestUser user;
  private static TestUser other;
  private static SshdFixture sshd;
  private static SshConnectionType ssh;

  @BeforeAll
  static void start() throws IOException {
    user = TestUser.create();
    other = TestUser.create();
    user.sudo("ALL=(ALL) NOPASSWD: ALL");
    sshd = SshdFixture.start(scratch);
    ssh = sshd.connectionType();
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      ssh.close();
      sshd.close();
      other.close();
      user.close();
    }
  }

  @BeforeEach
  void plain() {
    shell(user, "/bin/sh");
    shell(other, "/bin/sh");
  }

  private static void shell(TestUser of, String program) {
    SshdFixture.command(Map.of(), "usermod", "-s", program, of.name());
  }

  private static Connection connect() throws TransportException {
    return ssh.connect(
        new Endpoint(
            "a",
            "127.0.0.1",
            OptionalInt.of(sshd.port()),
            Optional.of(user.name()),
            Optional.empty(),
            Optional.of(sshd.key()),
            List.of(),
            true,
            Duration.ofSeconds(10),
            Map.of()));
  }

  private static void works(RemoteSession session, String as) throws TransportException {
    String text = "it's \"$HOME\" `id` \\ ! {a,b}\n\ttwo %s";
    var program =
        new ScriptBuilder()
            .line("id -un; printf '%s\\n' {}; cat", text)
            .line("echo e >&2; exit 3")
            .program()
            .withStdin("in\n".getBytes(UTF_8));
    var output = session.run(program);
    assertEquals(as + "\n" + text + "\nin\n", output.stdout());
    assertEquals("e\n", output.stderr());
    assertEquals(3, output.rc());
    String sent = session.upload(new FileContent.Bytes(new byte[100_000]));
    assertThrows(
        TransportException.class,
        () -> session.run(ShellProgram.of("sleep 100"), Duration.ofMillis(300)));
    assertFalse(Files.exists(Path.of(sent).getParent()), sent);
    assertEquals(0, session.run(ShellProgram.of("true")).rc());
  }

  private static Optional<Become> become(String method, String as) {
    return Optional.of(
        new Become(method, as, "", List.of(), Optional.of(Secret.of(other.password()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "fish", "tcsh", "ksh", "mksh", "yash", "posh", "zsh"})
  void anyShellOfAUserWillDo(String name) throws Exception {
    Path program = Path.of("/bin", name);
    assumeTrue(Files.isExecutable(program), "needs " + name);
    shell(user, program.toString());
    shell(other, program.toString());
    try (Connection connection = connect()) {
      works(connection.session(Optional.empty()), user.name());
      works(connection.session(become("sudo", "root")), "root");
      works(connection.session(become("su", other.name())), other.name());
    }
  }

  /// A8: what profiles print, and what they do to the shell.
  @Test
  void doesNotMindNoisyProfiles() throws Exception {
    Path home = Path.of("/home", user.name());
    for (String name : new String[] {".bashrc", ".profile", ".zshenv"}) {
      Files.writeString(home.resolve(name), "echo noise; echo noise >&2\n");
    }
    shell(user, "/bin/bash");
    try (Connection connection = connect()) {
      works(connection.session(Optional.empty()), user.name());
    }
    Files.writeString(
        home.resolve(".bashrc"),
        """
        export PATH=/nowhere CDPATH=/tmp IFS=x LC_ALL=tr_TR.UTF-8 POSIXLY_CORRECT=1
        export ENV=$HOME/trap BASH_ENV=$HOME/trap
        alias cat=false printf=false
        umask 000
        set -o noclobber
        """);
    Files.writeString(home.resolve("trap"), "echo noise; exit 3\n");
    try (Connection connection = connect()) {
      var session = connection.session(Optional.empty());
      String path = session.upload(new FileContent.Bytes("content".getBytes(UTF_8)));
      var output =
          session.run(new ScriptBuilder().line("cat {}; stat -c %a {}", path, path).program());
      assertEquals("content600\n", output.stdout());
    } finally {
      Files.delete(home.resolve(".bashrc"));
    }
  }

  /// A8: longer than any limit of connecting and logging in.
  @Test
  @Tag("long")
  void waitsForASlowProfile() throws Exception {
    Path profile = Path.of("/home", user.name(), ".bashrc");
    Files.writeString(profile, "sleep 35\n");
    shell(user, "/bin/bash");
    try (Connection connection = connect()) {
      assertEquals(
          "in\n", connection.session(Optional.empty()).run(ShellProgram.of("echo in")).stdout());
    } finally {
      Files.delete(profile);
    }
  }

  /// A9: shells that run no programs say so, and the message has their words.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /usr/sbin/nologin | This account is currently not available
          /bin/rbash | restricted
          /usr/bin/git-shell | unrecognized command
          /bin/false | it ended at once
          menu | choose 1 or 2
          """)
  void namesAShellThatRunsNothing(String program, String words) throws Exception {
    Path own = scratch.resolve("menu");
    Files.writeString(own, "#!/bin/sh\necho choose 1 or 2; read -r answer\n");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path path = program.equals("menu") ? own : Path.of(program);
    assumeTrue(Files.isExecutable(path), "needs " + program);
    shell(user, path.toString());
    long begin = System.nanoTime();
    try (Connection connection = connect()) {
      var session = connection.session(Optional.empty());
      var e = assertThrows(TransportException.class, () -> session.run(ShellProgram.of("echo in")));
      assertTrue(e.getMessage().contains(words), e.getMessage());
      assertTrue(e.getMessage().contains("needs a shell that can run /bin/sh"), e.getMessage());
    }
    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(25), "took too long");
  }
}
