package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorizedKeyTest {
  private static final String ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx5xKk3h1oQ0m7Q0eGJ";
  private static final String TWO = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7x0m7Q0eGJ";

  @TempDir Path dir;

  private static String full(String text) {
    return text.replace("ONE", ONE).replace("TWO", TWO).replace('/', '\n');
  }

  /// `-` for no change.
  @ParameterizedTest
  @CsvSource({
    "key=ONE~me, '', ONE me/",
    "key=ONE~me, ONE me/, -",
    "key=ONE~me, ONE other/, ONE me/",
    "key=ONE, ONE other/, ONE /",
    "key=ONE~me comment=new, ONE other/, ONE new/",
    "key=ONE, # c//TWO two/, # c//TWO two/ONE /",
    "key=ONE key_options=no-pty, ONE x/TWO/, no-pty ONE /TWO /",
    "key=ONE~x key_options=no-pty, no-pty ONE x/, -",
    "key=ONE exclusive=yes, '# c/no-pty TWO/', # c/ONE /",
    "key=ONE state=absent, no-pty ONE a/TWO/, TWO /",
    "key=ONE state=absent, TWO/, -",
  })
  void changesTheFile(String options, String before, String after) {
    Decided d =
        Decided.of(
            new AuthorizedKey(),
            AuthorizedKey.Args.class,
            "user=ada " + full(options).replace("ssh-ed25519 ", "ssh-ed25519~"),
            "\036user\nada:x:7:8::/h:/s\n\036named\n/h/.ssh/authorized_keys\n"
                + "\036path\n/h/.ssh/authorized_keys\n\036content\n"
                + full(before));
    assertEquals(!after.equals("-"), d.result().isChanged(), d::toString);
    if (d.result().isChanged()) {
      assertEquals(full(after), d.result().diffs().getFirst().after());
    }
    assertEquals("/h/.ssh/authorized_keys", d.text("keyfile"));
    assertEquals(options.contains("absent") ? "absent" : "present", d.text("state"));
  }

  @ParameterizedTest
  @EnumSource
  void takesAPathBelowTheHome(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.check(new AuthorizedKey(), "user", "root", "key", ONE, "path", "~/jplay-nosuch/x");
    String path = result.fields().text("path").orElseThrow();
    assertTrue(path.matches("/.*/jplay-nosuch/x"), path);
    assertEquals(path, result.fields().text("keyfile").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void writesTheFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("ssh-" + shell + "/keys");
    Object[] options = {
      "user", System.getProperty("user.name"), "key", ONE + " it's me", "path", file
    };
    assertTrue(host.check(new AuthorizedKey(), options).isChanged());
    assertFalse(Files.exists(file));
    Result result = host.run(new AuthorizedKey(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(ONE + " it's me\n", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    assertFalse(host.run(new AuthorizedKey(), options).isChanged());
    Path deep = dir.resolve("deep-" + shell + "/a/keys");
    host.run(new AuthorizedKey(), "user", "root", "key", ONE, "path", deep, "manage_dir", false);
    assertEquals(ONE + " \n", Files.readString(deep), "the directory is made all the same");
    assertTrue(
        Files.getPosixFilePermissions(deep.getParent())
            .contains(PosixFilePermission.OTHERS_EXECUTE),
        "sshd reads it as the user");
    options[3] = "garbage";
    assertEquals(
        "invalid key specified: garbage",
        host.run(new AuthorizedKey(), options).fields().text("msg").orElseThrow());
    assertEquals(
        "Failed to lookup user jplay-nosuch: \"getpwnam(): name not found: 'jplay-nosuch'\"",
        host.run(new AuthorizedKey(), "user", "jplay-nosuch", "key", ONE, "path", deep)
            .fields()
            .text("msg")
            .orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void takesTheKeysOfAUrl(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("of-a-url");
    try (var server = new TestServer()) {
      String url = server.url("/authorized");
      Result added = host.run(new AuthorizedKey(), "user", "root", "path", file, "key", url);
      assertTrue(added.isChanged(), () -> added.fields().toString());
      assertEquals("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC1 one\n", Files.readString(file));
      assertFalse(
          host.run(new AuthorizedKey(), "user", "root", "path", file, "key", url).isChanged());
      Result failed =
          host.run(new AuthorizedKey(), "user", "root", "path", file, "key", server.url("/404"));
      assertEquals(
          "Error getting key from: " + server.url("/404"),
          failed.fields().text("msg").orElseThrow());
    }
  }
}
