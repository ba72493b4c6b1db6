package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What users see when a host cannot be worked on: one of two real hosts, the whole screen and the
/// exit code; the other host is done, and nothing was changed on the one that failed.
@Timeout(100)
class HostScreenTest {
  @TempDir static Path server;
  private static SshdFixture sshd;
  private static TestUser user;
  @TempDir private Path dir;

  @BeforeAll
  static void start() throws IOException {
    user = TestUser.create();
    user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0");
    sshd = SshdFixture.start(server);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
      user.close();
    }
  }

  @BeforeEach
  void files() throws IOException {
    dir = dir.toRealPath();
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - name: Say who is there
              copy:
                content: "{{ inventory_hostname }}\\n"
                dest: "{{ playbook_dir }}/{{ inventory_hostname }}"
        """);
    Files.copy(sshd.knownHosts(), dir.resolve("known_hosts"));
  }

  /// `more` are variables of the host `bad`; `good` is always the same.
  private void shows(String name, int code, String more, String... words) throws IOException {
    Files.writeString(
        dir.resolve("hosts"),
        """
        good ansible_user=%s
        bad %s
        [all:vars]
        ansible_host=127.0.0.1
        ansible_port=%d
        ansible_user=%s
        ansible_ssh_private_key_file=%s
        ansible_ssh_common_args=-F none -o UserKnownHostsFile=%s -o IdentitiesOnly=yes
        """
            .formatted(
                System.getProperty("user.name"),
                more,
                sshd.port(),
                System.getProperty("user.name"),
                sshd.key(),
                dir.resolve("known_hosts")));
    var all = new ArrayList<>(List.of("-i", "hosts", "site.yml"));
    all.addAll(List.of(words));
    var played = Played.of(dir, Map.of(), all.toArray(String[]::new));
    // results come in the order in which hosts are done
    String screen =
        played
            .screen(dir)
            .replaceFirst("(fatal: .*\n)(changed: \\[good]\n)", "$2$1")
            .replace(server.toString(), "SERVER")
            .replace(user.name(), "USER")
            .replace(Integer.toString(sshd.port()), "PORT")
            .replaceAll("(port |ansible_port=)[0-9]+", "$1PORT")
            .replaceAll("SHA256:[A-Za-z0-9+/]{43}", "SHA256:FINGERPRINT");
    ErrorScreenTest.isGolden(name, screen);
    assertEquals(code, played.code());
    assertEquals("good\n", Files.readString(dir.resolve("good")));
    assertFalse(Files.exists(dir.resolve("bad")), "something was done");
  }

  @Test
  void aClosedPort() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    shows("unreachable-host", 4, "ansible_port=" + port);
  }

  @Test
  void aNameThatIsNotKnown() throws IOException {
    shows("unknown-name", 4, "ansible_host=web1.invalid");
  }

  @Test
  void aKeyThatIsNotAccepted() throws IOException {
    Path key = dir.resolve("other_key");
    SshdFixture.keygen(key, "ed25519", "");
    shows("refused-key", 4, "ansible_ssh_private_key_file=" + key);
  }

  @Test
  void aWrongSudoPassword() throws IOException {
    shows(
        "wrong-sudo-password",
        2,
        "ansible_user=%s ansible_become=true ansible_become_password=wrong".formatted(user.name()));
  }

  @Test
  void aMissingSudoPassword() throws IOException {
    shows("missing-sudo-password", 2, "ansible_user=%s ansible_become=true".formatted(user.name()));
  }

  @Test
  void aChangedHostKey() throws IOException {
    Path other = dir.resolve("changed");
    SshdFixture.keygen(dir.resolve("other_host"), "ed25519", "");
    String[] key = Files.readString(dir.resolve("other_host.pub")).split(" ");
    Files.writeString(
        other, "# our hosts\n[127.0.0.1]:%d %s %s\n".formatted(sshd.port(), key[0], key[1]));
    shows(
        "changed-host-key",
        4,
        "ansible_ssh_common_args='-F none -o UserKnownHostsFile=%s'".formatted(other));
  }

  @Test
  void anUnknownHostKey() throws IOException {
    Path none = Files.createFile(dir.resolve("none"));
    shows(
        "unknown-host-key",
        4,
        "ansible_ssh_common_args='-F none -o UserKnownHostsFile=%s'".formatted(none));
  }
}
