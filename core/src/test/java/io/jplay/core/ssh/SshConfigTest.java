package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Endpoint;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ssh_config files and arguments come to for one host.
class SshConfigTest {
  @TempDir Path home;
  private final List<String> warnings = new ArrayList<>();

  private SshTarget target(String config, String... arguments) throws Exception {
    Path ssh = Files.createDirectories(home.resolve(".ssh"));
    Files.writeString(ssh.resolve("config"), config);
    var settings =
        new SshSettings(
            home,
            "me",
            Map.of(),
            SshConfigFiles.of(List.of(ssh.resolve("config"))),
            List.of(),
            List.of(),
            false,
            Duration.ofSeconds(1),
            1,
            SshQuestions.none(),
            warnings::add);
    return SshTarget.of(
        new Endpoint(
            "web",
            "web",
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(arguments),
            true,
            Duration.ofSeconds(1),
            Map.of()),
        settings);
  }

  @Test
  void aFileIsParsedOnceUntilItChanges(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("config"), "User one\n");
    SshConfigFiles files = SshConfigFiles.of(List.of(file));
    List<SshConfigFiles.Statement> first = files.statements(file);
    assertSame(first, files.statements(file));
    assertSame(first, files.instead(List.of()).statements(file));
    Files.writeString(file, "# more\nUser another\n");
    assertEquals(
        List.of(new SshConfigFiles.Statement(2, "user", "User", List.of("another"))),
        files.statements(file));
  }

  @Test
  void theFirstValueWins() throws Exception {
    SshTarget target =
        target("Port 1\nHost web\n Port 2\n User u\nHost *\n User v\n", "-oUser=first");
    assertEquals(1, target.port());
    assertEquals("first", target.user());
  }

  @Test
  void includesInPlace() throws Exception {
    Path parts = Files.createDirectories(home.resolve(".ssh/conf.d"));
    Files.writeString(parts.resolve("a.conf"), "Host web\n Port 2\nHost *\n User inner\n");
    Files.writeString(parts.resolve("b.conf"), "User later\nPort 3\n");
    SshTarget target = target("Include conf.d/*.conf\nPort 4\n");
    assertEquals(2, target.port());
    assertEquals("inner", target.user());
    // inside a section that does not apply, nothing of the file does
    SshTarget other = target("Host db\n Include conf.d/*.conf\nHost *\n Port 4\n");
    assertEquals(4, other.port());
  }

  @Test
  void anIncludeThatIncludesItselfEnds() throws Exception {
    assertEquals(7, target("Include config\nPort 7\n").port());
    assertTrue(warnings.getFirst().contains("too deep"), warnings.toString());
  }

  @Test
  void runsMatchExec() throws Exception {
    String config =
        """
        Match host web exec "test %h = web -a %r = me"
          Port 5
        Match exec "false"
          User never
        Match !exec "false" originalhost w*
          HostName 127.0.0.1
        """;
    SshTarget target = target(config);
    assertEquals(5, target.port());
    assertEquals("me", target.user());
    assertEquals("127.0.0.1", target.address());
  }

  @Test
  void runsNoCommandOfASectionThatCannotApply() throws Exception {
    Path trace = home.resolve("trace");
    target("Match host other exec \"touch " + trace + "\"\n Port 5\n");
    assertTrue(Files.notExists(trace));
  }

  @Test
  void warnsOfOptionsThatChangeSecurity() throws Exception {
    target("KnownHostsCommand x\nBindInterface eth0\nCASignatureAlgorithms x\n");
    assertEquals(3, warnings.size(), warnings.toString());
    assertTrue(
        warnings
            .getFirst()
            .endsWith("config:1: ssh option KnownHostsCommand is not supported, ignored"));
    warnings.clear();
    target("ControlMaster auto\nCompression yes\n", "-C", "-o", "ControlPersist=60s");
    assertEquals(List.of(), warnings);
  }

  @Test
  void refusesAWordThatSshWouldTakeForTheHost() {
    var failure =
        assertThrows(TransportException.class, () -> target("", "-o", "Port=2", "elsewhere"));
    assertEquals(TransportException.Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.getMessage().contains("'elsewhere', which is no option"));
  }

  @Test
  void knowsFamilyAndSource() throws Exception {
    var four = InetAddress.getByName("127.0.0.1");
    var six = InetAddress.getByName("::1");
    assertTrue(target("").takes(four) && target("").takes(six));
    assertTrue(target("", "-4").takes(four) && !target("", "-4").takes(six));
    assertTrue(target("AddressFamily inet6\n").takes(six));
    assertEquals(Optional.of("127.0.0.9"), target("BindAddress 127.0.0.9\n").bindAddress());
    assertEquals(Optional.of("127.0.0.8"), target("", "-b127.0.0.8").bindAddress());
  }
}
