package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.ssh.DemoHosts;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users see when something is wrong: the whole screen and the exit code.
/// `-Dgolden.update=true` rewrites the files.
class ErrorScreenTest {
  private static final Path SCREENS =
      Path.of(
          System.getProperty("jplay.root", ".."), "cli/src/test/resources/io/jplay/cli/screens");

  @TempDir private Path dir;

  @BeforeEach
  void files() throws IOException {
    dir = dir.toRealPath();
    try (var inputs = Files.list(SCREENS.resolve("input"))) {
      for (Path input : inputs.toList()) {
        Files.copy(input, dir.resolve(input.getFileName()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-key, unknown-key.yml",
    "bad-yaml, bad-yaml.yml",
    "missing-role, missing-role.yml",
    "missing-variable, missing-variable.yml",
    "unknown-module, unknown-module.yml",
    "unknown-option-of-a-module, option.yml",
    "unknown-module-ad-hoc, localhost -m pign",
    "no-vault-password, vault.yml",
    "wrong-vault-password, vault.yml --vault-password-file wrong",
    "no-vault-password-file, vault.yml --vault-password-file nope",
    "no-playbook, nope.yml",
    "no-arguments, --check",
    "unknown-option, ping.yml --frobnicate",
    "no-number, ping.yml --forks many",
    "no-hosts, nosuch -m ping",
    "limit-without-hosts, ping.yml --limit nosuch",
  })
  void showsOneClearMessage(String name, String words) throws IOException {
    String screen = Played.of(dir, Map.of(), words.split(" ")).screen(dir);
    Path golden = SCREENS.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, screen);
    }
    assertEquals(Files.readString(golden), screen);
  }

  @Test
  void aClosedPortIsUnreachable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    var played = ping("ansible_port=" + port);
    assertEquals(4, played.code());
    assertTrue(
        played
            .out()
            .contains(
                "fatal: [h]: UNREACHABLE! => {\"changed\": false, \"msg\": \"Failed to connect to"
                    + " the host via ssh: ssh: connect to host 127.0.0.1 port "
                    + port
                    + ": Connection refused\", \"unreachable\": true}"),
        played.out());
    assertEquals("", played.err());
  }

  @Test
  void aChangedHostKeyIsUnreachableAndSaysWhatChanged() throws IOException {
    Path place = Files.createDirectory(dir.resolve("servers"));
    try (var other = DemoHosts.start(Files.createDirectory(dir.resolve("other")), List.of("h"));
        var hosts = DemoHosts.start(place, List.of("h"))) {
      Path known = place.resolve("known_hosts");
      String key = Files.readString(dir.resolve("other/known_hosts")).split(" ", 2)[1];
      Files.writeString(known, "[127.0.0.1]:" + hosts.port("h") + " " + key);
      assertTrue(other.port("h") != hosts.port("h"));
      var played =
          ping(
              "ansible_port=" + hosts.port("h"),
              "ansible_user=demo",
              "{ansible_ssh_common_args: '-F none -o IdentityAgent=%s/agent -o UserKnownHostsFile=%s'}"
                  .formatted(place, known));
      assertEquals(4, played.code(), played.out());
      assertTrue(played.out().contains("HOST IDENTIFICATION HAS CHANGED"), played.out());
      assertTrue(played.out().contains(known + ":1"), played.out());
    }
  }

  @Test
  void aWrongSudoPasswordFailsTheTask(@TempDir Path server) throws IOException {
    try (var user = TestUser.create();
        var sshd = SshdFixture.start(server)) {
      user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0");
      var played =
          Played.of(
              dir,
              Map.of(),
              "h",
              "-i",
              "h,",
              "-m",
              "ping",
              "-b",
              "--become-password-file",
              "wrong",
              "-u",
              user.name(),
              "--private-key",
              sshd.key().toString(),
              "-e",
              "ansible_host=127.0.0.1 ansible_port=" + sshd.port(),
              "-e",
              "{ansible_ssh_common_args: '-F none -o UserKnownHostsFile="
                  + sshd.knownHosts()
                  + "'}");
      assertEquals(2, played.code(), played.out());
      assertTrue(played.out().contains("\"msg\": \"Incorrect sudo password\""), played.out());
    }
  }

  private Played ping(String... variables) {
    var words = new java.util.ArrayList<>(List.of("ping.yml", "-i", "h,"));
    words.addAll(List.of("-e", "ansible_host=127.0.0.1"));
    for (String variable : variables) {
      words.addAll(List.of("-e", variable));
    }
    return Played.of(dir, Map.of(), words.toArray(String[]::new));
  }
}
