package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Row F9 of docs/faults.md: passwords of any characters, for login, sudo, su and vaults, are used
/// as they are, and no process of the machine has them among its words.
@Alongside
@Timeout(200)
class PasswordFaultsTest {
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(directory -> "PasswordAuthentication yes\nPubkeyAuthentication no");

  @TempDir private Path dir;

  /// Looks at all processes again and again.
  private static final class Watcher implements AutoCloseable {
    private final String password;
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final StringBuffer seen = new StringBuffer();
    private final Thread thread = new Thread(this::watch);

    Watcher(String password) {
      this.password = password;
      thread.start();
    }

    private void watch() {
      while (goesOn.get()) {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
          for (Path process : processes) {
            look(process.resolve("cmdline"));
            look(process.resolve("environ"));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        LockSupport.parkNanos(5_000_000);
      }
    }

    private void look(Path file) {
      try {
        String text = new String(Files.readAllBytes(file)).replace('\0', ' ');
        if (text.contains(password)) {
          seen.append(file).append(": ").append(text).append('\n');
        }
      } catch (IOException e) {
        // it has ended
      }
    }

    @Override
    public void close() throws InterruptedException {
      goesOn.set(false);
      thread.join();
      assertEquals("", seen.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-n{{ 7 * 7 }}%d{% x %}!`id`$(id)", "'\"\\$HOME \\\\n#;&|<>*?[x]~", "grüße €漢字"})
  void anyPasswordWorksAsItIs(String password) throws Exception {
    var operator = SERVER.operator(dir).writes("password", password + "\n");
    try (var user = TestUser.create(password);
        var other = TestUser.create(password)) {
      user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0");
      operator.tasks(
          """
          - command: id -un
            register: plain
          - command: id -un
            become: true
            register: root
          - command: id -un
            become: true
            become_method: su
            become_user: %s
            register: other
          - assert:
              that:
                - plain.stdout == '%s'
                - root.stdout == 'root'
                - other.stdout == '%s'
          """
              .formatted(other.name(), user.name(), other.name()));
      Operator.Screen screen;
      try (var watcher = new Watcher(password.strip())) {
        screen =
            operator.jplay(
                "-i",
                "inv",
                "site.yml",
                "-vvvv",
                "-e",
                "ansible_user=" + user.name(),
                "--connection-password-file",
                "password",
                "--become-password-file",
                "password");
      }
      assertEquals(0, screen.code(), screen.all());
      assertFalse(screen.all().contains(password.strip()), screen.all());
    }
    Path secret = Files.writeString(dir.resolve("secret"), "precious: 1\n");
    try (var watcher = new Watcher(password.strip())) {
      assertEquals(
          0,
          operator
              .program("jvault", "encrypt", "--vault-password-file", "password", "secret")
              .code());
      assertTrue(Files.readString(secret).startsWith("$ANSIBLE_VAULT"));
      var shown = operator.program("jvault", "view", "--vault-password-file", "password", "secret");
      assertEquals("precious: 1\n", shown.out(), shown.all());
    }
  }
}
