package io.jplay.core.ssh;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.value.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts on host keys, compared with those of `ssh -o StrictHostKeyChecking=yes`.
@Timeout(120)
class HostKeyTest {
  @TempDir static Path scratch;
  private static SshdFixture sshd;
  private static String stranger;
  private static String authority;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(scratch);
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      SshdFixture.keygen(scratch.resolve("host_" + type), type, "");
    }
    SshdFixture.keygen(scratch.resolve("ca"), "ed25519", "");
    SshdFixture.keygen(scratch.resolve("stranger"), "ed25519", "");
    SshdFixture.command(
        Map.of(),
        "ssh-keygen",
        "-q",
        "-s",
        scratch.resolve("ca").toString(),
        "-I",
        "host",
        "-h",
        "-n",
        "127.0.0.1,good.name",
        scratch.resolve("host_ed25519.pub").toString());
    sshd =
        SshdFixture.start(scratch, "HostCertificate " + scratch.resolve("host_ed25519-cert.pub"));
    stranger = publicKey("stranger");
    authority = publicKey("ca");
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private static String publicKey(String name) throws Exception {
    String[] words = Files.readString(scratch.resolve(name + ".pub")).split(" ");
    return words[0] + " " + words[1].strip();
  }

  private List<String> cases() throws Exception {
    String at = "[127.0.0.1]:" + sshd.port();
    String ed = sshd.hostKey("ed25519");
    var list = new ArrayList<String>();
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      String key = sshd.hostKey(type);
      for (String host :
          List.of(
              at,
              "127.0.0.1",
              "[127.0.0.*]:" + sshd.port(),
              "*",
              "other," + at,
              "[127.0.0.1]:1",
              "!" + at + ",*",
              "!127.0.0.1,*",
              "[127.0.0.?]:*",
              "127.0.0.2",
              at.toUpperCase())) {
        list.add(host + " " + key);
      }
      list.add(at + " " + key + " comment with words");
      list.add(at + " " + stranger + "\n" + at + " " + key);
      list.add("@revoked " + at + " " + key + "\n" + at + " " + key);
      list.add("@revoked * " + key + "\n" + at + " " + key);
      list.add("# a comment\n\n  \n" + at + "\t" + key);
      list.add("@unknown " + at + " " + key);
    }
    list.add("");
    list.add(at + " " + stranger);
    list.add("127.0.0.1 " + stranger);
    list.add("127.0.0.1 " + stranger + "\n" + at + " " + ed);
    // not here: a stranger under the port and the right key under the plain name. ssh accepts that
    // of a server with a certificate, by the order of its look-ups; we refuse
    list.add(at + " ssh-ed25519 garbage\n" + at + " " + ed);
    list.add(at + " ssh-ed25519");
    list.add("@cert-authority " + at + " " + authority);
    list.add("@cert-authority * " + authority);
    list.add("@cert-authority 127.0.0.1 " + authority);
    list.add("@cert-authority other " + authority);
    list.add("@cert-authority * " + stranger);
    list.add("@cert-authority * " + stranger + "\n" + at + " " + ed);
    list.add("@cert-authority * " + authority + "\n" + at + " " + stranger);
    list.add("@cert-authority * " + authority + "\n@revoked * " + authority);
    list.add("@cert-authority * " + authority + "\n@revoked * " + ed);
    list.add(at + " " + authority);
    return list;
  }

  @Test
  @Tag("long")
  @Timeout(600)
  void decidesLikeSsh(@TempDir Path files) throws Exception {
    var differences = new ArrayList<String>();
    Path known = files.resolve("known");
    try (SshConnectionType ssh = sshd.connectionType()) {
      for (boolean hashed : new boolean[] {false, true}) {
        for (String text : cases()) {
          Files.writeString(known, text + "\n");
          if (hashed) {
            if (text.contains("*")
                || text.contains("?")
                || text.isBlank()
                || text.contains("garbage")
                || text.contains("@unknown")
                || text.endsWith("-ed25519")) {
              continue;
            }
            SshdFixture.command(Map.of(), "ssh-keygen", "-q", "-H", "-f", known.toString());
          }
          boolean theirs = sshAccepts(known);
          boolean ours = accepts(ssh, known);
          if (ours != theirs) {
            differences.add((hashed ? "hashed " : "") + "ssh " + theirs + ": " + text);
          }
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  private static boolean accepts(SshConnectionType ssh, Path known) {
    try (Connection connection =
        ssh.connect(
            sshd.endpoint(
                "a",
                Optional.of(sshd.key()),
                "-o",
                "UserKnownHostsFile=" + known,
                "-oStrictHostKeyChecking=yes"))) {
      return connection.isOpen();
    } catch (TransportException e) {
      assertTrue(
          e.kind() == Kind.HOST_KEY_CHANGED || e.kind() == Kind.HOST_KEY_UNKNOWN, e.getMessage());
      return false;
    }
  }

  private static boolean sshAccepts(Path known) throws Exception {
    Process process =
        new ProcessBuilder(
                "ssh",
                "-F",
                "none",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "UserKnownHostsFile=" + known,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "UpdateHostKeys=no",
                "-i",
                sshd.key().toString(),
                "-p",
                "" + sshd.port(),
                "127.0.0.1",
                "true")
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("ssh.out").toFile())
            .start();
    process.getOutputStream().close();
    return process.waitFor() == 0;
  }

  @Test
  void refusesRevokedKeys(@TempDir Path files) throws Exception {
    Path revoked = files.resolve("revoked");
    String[] texts = {
      "# nothing\n" + stranger + "\n",
      "# ours\n%s comment\n%s\n%s\n"
          .formatted(sshd.hostKey("ed25519"), sshd.hostKey("ecdsa"), sshd.hostKey("rsa")),
      "SSHKRL\n\0binary",
    };
    try (SshConnectionType ssh = sshd.connectionType()) {
      for (int i = 0; i < texts.length; i++) {
        Files.writeString(revoked, texts[i]);
        if (i == 0) {
          ssh.connect(revoking(revoked)).close();
        } else {
          var e = assertThrows(TransportException.class, () -> ssh.connect(revoking(revoked)));
          assertEquals(Kind.HOST_KEY_CHANGED, e.kind());
          assertTrue(e.getMessage().contains(revoked.toString()), e.getMessage());
        }
      }
      for (String of : List.of("host_ed25519", "host_ecdsa", "host_rsa")) {
        Files.writeString(files.resolve("keys"), publicKey(of) + "\n", CREATE, APPEND);
      }
      ssh.connect(revoking(revocationList(scratch.resolve("stranger.pub")))).close();
      Path list = revocationList(files.resolve("keys"));
      var e = assertThrows(TransportException.class, () -> ssh.connect(revoking(list)));
      assertTrue(e.getMessage().contains("revoked by " + list), e.getMessage());
      // like ssh: a list that is gone refuses everyone
      assertThrows(TransportException.class, () -> ssh.connect(revoking(files.resolve("gone"))));
    }
  }

  private static Path revocationList(Path keys) {
    Path list = keys.resolveSibling(keys.getFileName() + ".krl");
    SshdFixture.command(Map.of(), "ssh-keygen", "-q", "-k", "-f", list.toString(), keys.toString());
    return list;
  }

  private static Endpoint revoking(Path file) {
    return sshd.endpoint("a", Optional.of(sshd.key()), "-o", "RevokedHostKeys=" + file);
  }

  @Test
  void hashesNewKeysWhenAsked(@TempDir Path files) throws Exception {
    Path known = files.resolve("known");
    try (SshConnectionType ssh = sshd.connectionType()) {
      for (String mode : new String[] {"accept-new", "yes"}) {
        ssh.connect(
                sshd.endpoint(
                    "a",
                    Optional.of(sshd.key()),
                    "-oUserKnownHostsFile=" + known,
                    "-oHashKnownHosts=yes",
                    "-oStrictHostKeyChecking=" + mode))
            .close();
      }
    }
    List<String> lines = Files.readAllLines(known);
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("|1|"), lines.getFirst());
    assertTrue(sshAccepts(known));
  }

  @Test
  void stopsAtAChangedKey(@TempDir Path files) throws Exception {
    Path known = files.resolve("known");
    Files.writeString(known, "# one\n[127.0.0.1]:" + sshd.port() + " " + stranger + "\n");
    try (SshConnectionType ssh = sshd.connectionType()) {
      var e =
          assertThrows(
              TransportException.class,
              () ->
                  ssh.connect(
                      sshd.endpoint(
                          "a", Optional.of(sshd.key()), "-o", "UserKnownHostsFile=" + known)));
      assertEquals(Kind.HOST_KEY_CHANGED, e.kind());
      assertTrue(e.getMessage().contains(known + ":2 holds ED25519 SHA256:"), e.getMessage());
      assertTrue(e.getMessage().contains("Host key verification failed."), e.getMessage());
    }
  }

  @Test
  void acceptsNewKeysAsTold(@TempDir Path files) throws Exception {
    for (String mode : new String[] {"accept-new", "no"}) {
      Path known = files.resolve("known-" + mode);
      try (SshConnectionType ssh = sshd.connectionType()) {
        for (int i = 0; i < 2; i++) {
          ssh.connect(
                  sshd.endpoint(
                      "a",
                      Optional.of(sshd.key()),
                      "-o",
                      "UserKnownHostsFile=" + known,
                      "-oStrictHostKeyChecking=" + mode))
              .close();
        }
      }
      assertEquals(1, Files.readAllLines(known).size());
    }
  }

  /// Trusts every key, and remembers what it was asked and whether two were asked at once.
  private static final class Trusting implements SshQuestions {
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asking = new AtomicInteger();
    private volatile boolean atOnce;

    @Override
    public Optional<Secret> passphrase(Path key) {
      return Optional.empty();
    }

    @Override
    public boolean trustHostKey(String text) {
      atOnce |= asking.incrementAndGet() > 1;
      questions.add(text);
      Thread.yield();
      asking.decrementAndGet();
      return true;
    }
  }

  @Test
  void asksOnceForAnUnknownKey(@TempDir Path files) throws Exception {
    Path known = files.resolve("known");
    var trusting = new Trusting();
    try (var ssh = new SshConnectionType(sshd.settings(Map.of(), trusting))) {
      for (int i = 0; i < 2; i++) {
        ssh.connect(
                sshd.endpoint("a", Optional.of(sshd.key()), "-o", "UserKnownHostsFile=" + known))
            .close();
      }
      assertEquals(1, trusting.questions.size());
      assertTrue(trusting.questions.getFirst().contains("SHA256:"));
      Files.delete(known);
      var e =
          assertThrows(
              TransportException.class,
              () ->
                  ssh.connect(
                      sshd.endpoint(
                          "a",
                          Optional.of(sshd.key()),
                          "-oBatchMode=yes",
                          "-oUserKnownHostsFile=" + known)));
      assertEquals(Kind.HOST_KEY_UNKNOWN, e.kind());
      assertEquals(1, trusting.questions.size());
    }
  }

  @Test
  void asksOneQuestionAtATime(@TempDir Path files) throws Exception {
    var trusting = new Trusting();
    var failures = Collections.synchronizedList(new ArrayList<Exception>());
    try (var ssh = new SshConnectionType(sshd.settings(Map.of(), trusting))) {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 6; i++) {
        String known = files.resolve("known" + i).toString();
        threads.add(
            Thread.startVirtualThread(() -> {
              try {
                ssh.connect(
                        sshd.endpoint(
                            "a", Optional.of(sshd.key()), "-oUserKnownHostsFile=" + known))
                    .close();
              } catch (TransportException e) {
                failures.add(e);
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(6, trusting.questions.size());
    assertFalse(trusting.atOnce);
  }

  @Test
  void jumpsAndProxies(@TempDir Path other) throws Exception {
    try (var jump = SshdFixture.startOn("127.0.0.2", other);
        SshConnectionType ssh = sshd.connectionType()) {
      Files.copy(sshd.authorizedKeys(), jump.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(
          scratch.resolve("ssh_config"),
          """
          Host hop
            HostName 127.0.0.2
            Port %d
            IdentityFile %s
            UserKnownHostsFile %s
          """
              .formatted(jump.port(), sshd.key(), jump.knownHosts()));
      String user = System.getProperty("user.name");
      for (String argument :
          new String[] {
            "-J" + user + "@hop",
            "-oProxyJump=hop,hop",
            "-oProxyCommand=ssh -F none -W %h:%p -o BatchMode=yes -o StrictHostKeyChecking=no -i "
                + sshd.key()
                + " -o UserKnownHostsFile=/dev/null -p "
                + jump.port()
                + " "
                + user
                + "@127.0.0.2"
          }) {
        try (Connection connection =
            ssh.connect(sshd.endpoint("a", Optional.of(sshd.key()), argument))) {
          var output =
              connection.session(Optional.empty()).run(ShellProgram.of("echo $SSH_CONNECTION"));
          assertTrue(output.stdout().trim().endsWith("127.0.0.1 " + sshd.port()), output.stdout());
          assertFalse(output.stdout().isBlank());
        }
      }
      // the inner hop's key is checked end to end
      Path known = other.resolve("wrong");
      Files.writeString(known, "[127.0.0.1]:" + sshd.port() + " " + stranger + "\n");
      var e =
          assertThrows(
              TransportException.class,
              () ->
                  ssh.connect(
                      sshd.endpoint(
                          "a",
                          Optional.of(sshd.key()),
                          "-Jhop",
                          "-o",
                          "UserKnownHostsFile=" + known)));
      assertEquals(Kind.HOST_KEY_CHANGED, e.kind());
    } finally {
      Files.deleteIfExists(scratch.resolve("ssh_config"));
    }
  }
}
