package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownHostsTest {
  private static final String FILE =
      "# ours\nh1,10.0.0.1 ssh-rsa AAA\nh1 ssh-ed25519 BBB note\n*.lan,!x.lan ssh-rsa CCC\n";

  @TempDir private Path dir;

  /// As ansible-core 2.18 did with the same lines.
  @ParameterizedTest
  @CsvSource({
    "h1, h1 ssh-ed25519 BBB, ''",
    "h1, h1 ssh-ed25519 DDD, h1 ssh-ed25519 DDD",
    "h1, h1 ssh-rsa AAA, h1 ssh-rsa AAA",
    "h2, h2 ssh-rsa AAA, h2 ssh-rsa AAA",
    "a.lan, a.lan ssh-rsa EEE, a.lan ssh-rsa EEE",
    "h1, @cert-authority h1 ssh-rsa AAA, @cert-authority h1 ssh-rsa AAA"
  })
  void aKeyTakesThePlaceOfThatOfItsType(String host, String key, String added) {
    String after = new KnownHostsLines(FILE).with(host, KnownHostsLines.Entry.parse(key));
    assertEquals(
        added.isEmpty() ? FILE : added, added.isEmpty() ? after : after.lines().toList().getLast());
  }

  @Test
  void withoutAKeyAllOfAHostGo() {
    assertEquals(
        "# ours\n*.lan,!x.lan ssh-rsa CCC\n",
        new KnownHostsLines(FILE).without("h1", Optional.empty()));
    assertEquals(FILE, new KnownHostsLines(FILE).without("x.lan", Optional.empty()));
    assertEquals(
        "# ours\nh1 ssh-ed25519 BBB note\n*.lan,!x.lan ssh-rsa CCC\n",
        new KnownHostsLines(FILE)
            .without("h1", Optional.of(KnownHostsLines.Entry.parse("h1 ssh-rsa ZZZ"))));
  }

  /// The last one was made by ssh-keygen -H.
  @Test
  void hashedNamesAreFound() {
    var entry = KnownHostsLines.Entry.parse("h4 ssh-ed25519 AAA").hashed("h4");
    assertTrue(entry.names("h4"));
    assertTrue(entry.text().matches("\\|1\\|[^|]{28}\\|[^|]{28} ssh-ed25519 AAA"), entry.text());
    String file = entry.text() + "\n";
    assertEquals(file, new KnownHostsLines(file).with("h4", entry));
    var plain = KnownHostsLines.Entry.parse("h4 ssh-ed25519 AAA");
    assertEquals("h4 ssh-ed25519 AAA\n", new KnownHostsLines(file).with("h4", plain));
    assertTrue(
        KnownHostsLines.Entry.parse(
                "|1|kjnDuWZP2wlyxLjeAZA+tHETAh8=|3adOQBO34X1P1dBx7XOFZz0HpL4= ssh-rsa AAA")
            .names("192.168.1.61"));
  }

  @ParameterizedTest
  @EnumSource
  void writesTheFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("known");
    Result made = host.run(new KnownHosts(), "path", file, "name", "h1", "key", "h1 ssh-rsa AAA");
    assertEquals(Status.CHANGED, made.status());
    assertEquals("h1 ssh-rsa AAA\n", Files.readString(file));
    assertEquals("file", made.fields().text("state").orElse(""));
    assertEquals(
        Status.OK,
        host.run(new KnownHosts(), "path", file, "name", "h1", "key", "h1 ssh-rsa AAA").status());
    Path old = dir.resolve("known.old");
    assertTrue(
        host.check(new KnownHosts(), "path", file, "name", "h1", "state", "absent").isChanged());
    assertFalse(Files.exists(old));
    host.run(new KnownHosts(), "path", file, "name", "h1", "state", "absent");
    assertEquals("", Files.readString(file));
    assertEquals("h1 ssh-rsa AAA\n", Files.readString(old));
    assertEquals(
        "Host parameter does not match hashed host field in supplied key",
        message(host.run(new KnownHosts(), "path", file, "name", "h2", "key", "h1 ssh-rsa AAA")));
    assertEquals(
        "No key specified when adding a host",
        message(host.run(new KnownHosts(), "path", file, "name", "h2")));
    assertTrue(
        message(
                host.run(
                    new KnownHosts(),
                    "path",
                    dir.resolve("no/known"),
                    "name",
                    "h1",
                    "key",
                    "h1 ssh-rsa AAA"))
            .startsWith("Failed to write to file"));
  }

  private static String message(Result result) {
    return result.fields().text("msg").orElse("");
  }
}
