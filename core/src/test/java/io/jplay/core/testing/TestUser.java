package io.jplay.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A user of this machine with a password, made for one test class and removed with it. Needs root.
public final class TestUser implements AutoCloseable {
  private final String name;
  private final String password;
  private final Path sudoers;

  private TestUser(String name, String password) {
    this.name = name;
    this.password = password;
    this.sudoers = Path.of("/etc/sudoers.d/" + name);
  }

  public static TestUser create() {
    return create("p'w \"$x" + token());
  }

  public static TestUser create(String password) {
    Assumptions.assumeTrue(SshdFixture.isRoot(), "needs root: makes a user");
    var user = new TestUser("jpt" + token(), password);
    SshdFixture.command(Map.of(), "useradd", "-m", "-s", "/bin/sh", user.name);
    user.setPassword();
    return user;
  }

  private static String token() {
    return Long.toString(System.nanoTime() & 0xffffff, 36);
  }

  private void setPassword() {
    try {
      Process process = new ProcessBuilder("chpasswd").start();
      try (var in = process.getOutputStream()) {
        in.write((name + ":" + password + "\n").getBytes());
      }
      Assumptions.assumeTrue(process.waitFor() == 0, "needs chpasswd");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String name() {
    return name;
  }

  public String password() {
    return password;
  }

  /// Rules for sudo, without the user's name (`ALL=(ALL) NOPASSWD: ALL`), and `Defaults` lines.
  public TestUser sudo(String rule, String... defaults) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(sudoers.getParent()), "needs sudo");
    var text = new StringBuilder(name + " " + rule + "\n");
    for (String line : defaults) {
      text.append("Defaults:").append(name).append(' ').append(line).append('\n');
    }
    Files.writeString(sudoers, text);
    return this;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(sudoers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SshdFixture.command(
        Map.of(),
        "sh",
        "-c",
        "pkill -KILL -u " + name + "; userdel -rf " + name + " 2>/dev/null; :");
  }
}
