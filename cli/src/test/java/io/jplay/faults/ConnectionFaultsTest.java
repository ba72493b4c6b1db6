package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows A of docs/faults.md: connections that break, stall, or never come up.
@Alongside
@Timeout(200)
class ConnectionFaultsTest {
  @TempDir private Path scratch;
  private Path dir;
  private Operator operator;

  /// Shell text that kills the server process of its own connection.
  private static final String KILL_MY_SSHD =
      "p=$$; while [ $p -gt 1 ]; do p=$(ps -o ppid= -p $p | tr -d ' ');"
          + " case $(ps -o comm= -p $p) in sshd*) kill -9 $p; sleep 60;; esac; done";

  @BeforeEach
  void directory() throws IOException {
    dir = Files.createDirectory(scratch.resolve("work"));
    // other users log in as well
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    operator = Operator.in(dir);
  }

  private SshdFixture sshd(String... config) throws IOException {
    return SshdFixture.start(scratch.resolve("server"), config);
  }

  private static String[] hosts(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "h" + i).toArray(String[]::new);
  }

  /// A1: a task whose connection died is neither ok nor failed; the others go on.
  @Test
  void aKilledConnectionIsUnreachableAndItsTaskUnknown() throws Exception {
    try (var sshd = sshd()) {
      operator.inventory(sshd, "h1", "h2");
      operator.writes(
          "site.yml",
          """
          - hosts: all
            gather_facts: false
            tasks:
              - shell: "{{ kill if inventory_hostname == 'h1' else 'true' }}"
              - copy: {content: done, dest: "{{ playbook_dir }}/{{ inventory_hostname }}"}
          """);
      operator.writes("host_vars/h1", "kill: \"" + KILL_MY_SSHD + "\"\n");
      var screen = operator.jplay("-i", "inv", "site.yml");
      assertEquals(4, screen.code(), screen.all());
      assertTrue(screen.out().contains("fatal: [h1]: UNREACHABLE!"), screen.all());
      assertTrue(screen.out().contains("what it did is unknown"), screen.all());
      assertTrue(Files.exists(dir.resolve("h2")), screen.all());
      assertFalse(Files.exists(dir.resolve("h1")), screen.all());
      // the next run looks at the host again and does what is left
      operator.writes(
          "site.yml",
          """
          - hosts: all
            gather_facts: false
            tasks:
              - copy: {content: done, dest: "{{ playbook_dir }}/{{ inventory_hostname }}"}
          """);
      var again = operator.jplay("-i", "inv", "site.yml");
      assertEquals(0, again.code(), again.all());
      assertTrue(again.out().contains("changed: [h1]"), again.all());
      assertTrue(again.out().contains("ok: [h2]"), again.all());
    }
  }

  /// A3, E1, E7: who comes back on the address of a host is another one until the key says so.
  @Test
  void anotherHostOnTheSameAddressIsNotTalkedTo() throws Exception {
    try (var sshd = sshd()) {
      operator.inventory(sshd, "h1");
      operator.writes(
          "site.yml",
          """
          - hosts: all
            gather_facts: false
            tasks:
              - ping:
              - wait_for: {path: "{{ playbook_dir }}/swapped", timeout: 100}
                delegate_to: localhost
              - shell: touch "{{ playbook_dir }}/wrong-host"
          """);
      operator.writes("ansible.cfg", "[defaults]\nlog_path = log\n");
      Process run = operator.start("jplay", "-i", "inv", "site.yml");
      try {
        Path log = dir.resolve("log");
        await(() -> Files.exists(log) && Files.readString(log).contains("TASK [wait_for]"));
        for (String type : new String[] {"ed25519", "ecdsa", "rsa"}) {
          Path key = sshd.directory().resolve("host_" + type);
          Files.delete(key);
          SshdFixture.keygen(sshd.directory().resolve("other_" + type), type, "");
          Files.move(sshd.directory().resolve("other_" + type), key);
        }
        ProcessHandle server = ProcessHandle.of(sshd.pid()).orElseThrow();
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        SshdFixture.command(Map.of(), "kill", "-HUP", Long.toString(sshd.pid()));
        await(() -> sshd.log().contains("Received SIGHUP; restarting"));
        Files.createFile(dir.resolve("swapped"));
        var screen = Operator.end(run);
        assertEquals(4, screen.code(), screen.all());
        assertTrue(screen.out().contains("HOST IDENTIFICATION HAS CHANGED"), screen.all());
        assertFalse(Files.exists(dir.resolve("wrong-host")), screen.all());
      } finally {
        run.destroyForcibly();
      }
    }
  }

  private interface Claim {
    boolean holds() throws IOException;
  }

  private static void await(Claim claim) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!claim.holds()) {
      assertTrue(System.nanoTime() < end, "waited for too long");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// A4: a slow line that stalls. Every program runs once.
  @Test
  void aBadLineOnlyCostsTime() throws Exception {
    try (var sshd = sshd();
        var line = BadLine.to(sshd.port())) {
      operator.writes(
          "inv",
          Operator.inventoryText(sshd, "h1")
              .replace("ansible_port=" + sshd.port(), "ansible_port=" + line.port()));
      Files.writeString(
          sshd.knownHosts(), "[127.0.0.1]:" + line.port() + " " + sshd.hostKey("ed25519") + "\n");
      operator.writes(
          "site.yml",
          """
          - hosts: all
            gather_facts: false
            tasks:
              - shell: echo once >>{{ playbook_dir }}/count
                loop: [1, 2, 3]
              - copy: {content: "{{ 'x' * 20000 }}", dest: "{{ playbook_dir }}/big"}
          """);
      var screen = operator.jplay("-i", "inv", "site.yml");
      assertEquals(0, screen.code(), screen.all());
      assertEquals("once\nonce\nonce\n", Files.readString(dir.resolve("count")));
      assertEquals(20_000, Files.size(dir.resolve("big")));
    }
  }

  /// A7: hosts that do not answer cost the time of one of them.
  @Test
  @Tag("long")
  void hostsThatDoNotAnswerAreWaitedForAtOnce() throws Exception {
    try (var sshd = sshd();
        var deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      // the queue of the one port is full: further ones are not even refused
      var queue = new ArrayList<Socket>();
      try {
        for (int i = 0; i < 3; i++) {
          var socket = new Socket();
          queue.add(socket);
          try {
            socket.connect(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), deaf.getLocalPort()),
                300);
          } catch (IOException e) {
            break;
          }
        }
        var text = new StringBuilder(Operator.inventoryText(sshd, hosts(5)));
        text.append("[deaf]\n");
        for (int i = 0; i < 40; i++) {
          text.append("d%d ansible_port=%d\n".formatted(i, deaf.getLocalPort()));
        }
        operator.writes("inv", text.toString());
        long begin = System.nanoTime();
        var screen = operator.jplay("-i", "inv", "all", "-m", "ping", "-o", "-T", "30");
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertEquals(4, screen.code(), screen.all());
        assertEquals(5, screen.out().lines().filter(l -> l.contains("pong")).count(), screen.all());
        assertEquals(
            40,
            screen.out().lines().filter(l -> l.contains("Connection timed out")).count(),
            screen.all());
        assertTrue(seconds < 30 * 2, seconds + " s");
      } finally {
        for (Socket socket : queue) {
          socket.close();
        }
      }
    }
  }

  /// A8: texts before the login, and new keys in the middle of a transfer.
  @Test
  void bannersAndNewKeysDoNotDisturbATransfer() throws Exception {
    Path banner = Files.writeString(scratch.resolve("banner"), "WELCOME\u001b[31m\n".repeat(50));
    try (var sshd = sshd("Banner " + banner, "RekeyLimit 1M 1s")) {
      operator.inventory(sshd, "h1");
      var bytes = new byte[8_000_000];
      new Random(5).nextBytes(bytes);
      Files.write(dir.resolve("big"), bytes);
      operator.writes(
          "site.yml",
          """
          - hosts: all
            gather_facts: false
            tasks:
              - copy: {src: big, dest: "{{ playbook_dir }}/there"}
              - fetch: {src: "{{ playbook_dir }}/there", dest: "{{ playbook_dir }}/back", flat: true}
          """);
      var screen = operator.jplay("-i", "inv", "site.yml");
      assertEquals(0, screen.code(), screen.all());
      assertEquals(-1, Files.mismatch(dir.resolve("big"), dir.resolve("back")));
      assertFalse(screen.all().contains("\u001b"), screen.all());
      assertTrue(
          sshd.log().lines().filter(l -> l.contains("SSH2_MSG_NEWKEYS received")).count() > 2,
          "no new keys were made");
    }
  }

  /// A9: logins that do not give a shell are told at once, with what is needed.
  @ParameterizedTest
  @ValueSource(strings = {"ForceCommand /bin/echo go away", "ForceCommand /bin/false"})
  void aForcedCommandIsNamed(String config) throws Exception {
    try (var sshd = sshd(config)) {
      operator.inventory(sshd, "h1");
      long begin = System.nanoTime();
      var screen = operator.jplay("-i", "inv", "all", "-m", "ping");
      assertEquals(4, screen.code(), screen.all());
      assertTrue(screen.words().contains("Cannot start a shell on"), screen.all());
      assertTrue(screen.words().contains("needs a shell that can run /bin/sh"), screen.all());
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(25), "took too long");
    }
  }

  @Test
  void anAccountWithoutLoginIsNamed() throws Exception {
    try (var user = TestUser.create();
        var sshd = sshd()) {
      SshdFixture.command(Map.of(), "usermod", "-s", "/usr/sbin/nologin", user.name());
      operator.inventory(sshd, "h1");
      var screen =
          operator.jplay("-i", "inv", "all", "-m", "ping", "-e", "ansible_user=" + user.name());
      assertEquals(4, screen.code(), screen.all());
      assertTrue(screen.words().contains("This account is currently not available"), screen.all());
    }
  }

  /// A9: a home that cannot be written, and one that is not there.
  @Test
  void needsNoHome() throws Exception {
    try (var user = TestUser.create();
        var sshd = sshd()) {
      SshdFixture.command(Map.of(), "usermod", "-d", "/proc/nowhere", user.name());
      operator.inventory(sshd, "h1");
      Files.write(dir.resolve("big"), new byte[300_000]);
      Path target = Files.createDirectory(scratch.resolve("target"));
      SshdFixture.command(Map.of(), "chmod", "777", target.toString());
      var screen =
          operator.jplay(
              "-i",
              "inv",
              "all",
              "-m",
              "copy",
              "-a",
              "src=big dest=" + target + "/big",
              "-e",
              "ansible_user=" + user.name());
      assertEquals(0, screen.code(), screen.all());
      assertEquals(300_000, Files.size(target.resolve("big")));
    }
  }

  /// A12: few open files. All hosts are done, in turns.
  @Test
  void fewOpenFilesMeanFewerConnectionsNotFewerHosts() throws Exception {
    try (var sshd = sshd("MaxStartups 100")) {
      operator.inventory(sshd, hosts(24));
      operator.writes(
          "site.yml",
          "- hosts: all\n  gather_facts: false\n  tasks:\n    - ping:\n    - command: 'true'\n");
      var screen = operator.limited("ulimit -n 120").jplay("-i", "inv", "site.yml");
      assertEquals(0, screen.code(), screen.all());
      assertEquals(24, screen.out().lines().filter(l -> l.contains("ok=2")).count(), screen.all());
      assertTrue(screen.words().contains("only 120 files may be open"), screen.all());
      assertTrue(screen.words().contains("8 of 24 hosts"), screen.all());
    }
  }

  /// A10: the hosts behind it are lost, and no other.
  @Test
  void aJumpHostThatDiesTakesOnlyTheHostsBehindItAlong() throws Exception {
    try (var sshd = sshd();
        var jump = SshdFixture.startOn("127.0.0.2", scratch.resolve("jump"))) {
      Files.copy(sshd.authorizedKeys(), jump.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
      operator.writes(
          "ssh_config",
          """
          Host hop
            HostName 127.0.0.2
            Port %d
            IdentityFile %s
            UserKnownHostsFile %s
          """
              .formatted(jump.port(), sshd.key(), jump.knownHosts()));
      operator.inventory(sshd, "near1", "far1", "near2", "far2");
      for (String far : new String[] {"far1", "far2"}) {
        operator.writes(
            "host_vars/" + far,
            "ansible_ssh_common_args: -F %s -J hop -o UserKnownHostsFile=%s\n"
                .formatted(dir.resolve("ssh_config"), sshd.knownHosts()));
      }
      operator.tasks(
          """
          - shell: touch {{ playbook_dir }}/here-{{ inventory_hostname }}; while [ ! -e {{ playbook_dir }}/go ]; do sleep 0.1; done
          - copy: {content: done, dest: "{{ playbook_dir }}/done-{{ inventory_hostname }}"}
          """);
      Process run = operator.start("jplay", "-i", "inv", "site.yml");
      await(() ->
          !run.isAlive()
              || Files.exists(dir.resolve("here-far1")) && Files.exists(dir.resolve("here-far2")));
      assertTrue(run.isAlive(), () -> said(run));
      ProcessHandle.of(jump.pid()).orElseThrow().descendants().forEach(p -> p.destroyForcibly());
      jump.close();
      Files.createFile(dir.resolve("go"));
      var screen = Operator.end(run);
      assertEquals(4, screen.code(), screen.all());
      for (String host : new String[] {"near1", "near2"}) {
        assertTrue(Files.exists(dir.resolve("done-" + host)), screen.all());
      }
      for (String host : new String[] {"far1", "far2"}) {
        assertTrue(screen.out().contains("fatal: [" + host + "]: UNREACHABLE!"), screen.all());
        assertFalse(Files.exists(dir.resolve("done-" + host)), screen.all());
      }
    }
  }

  private static String said(Process run) {
    try {
      return Operator.end(run).all();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// D12: a program that says something all the time, and never ends.
  @Test
  void aTaskOfDribblesEndsWithItsTime() throws Exception {
    try (var sshd = sshd()) {
      long begin = System.nanoTime();
      var screen =
          operator
              .inventory(sshd, "h1")
              .play("- shell: while :; do printf x; sleep 0.2; done\n  timeout: 2\n- ping:\n");
      assertEquals(2, screen.code(), screen.all());
      assertTrue(screen.words().contains("expected time frame (2)"), screen.all());
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(40), "took too long");
    }
  }
}
