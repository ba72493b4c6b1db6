package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostnameTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "web, systemd, web, web, ''",
    "web, systemd, web, old, hostnamectl --pretty --static set-hostname -- web",
    "web, systemd, old, web, hostnamectl --transient set-hostname -- web",
    "web.example.org, systemd, web, web, --static set-hostname -- web.example.org",
    "web, debian, web, web, ''",
    "web, debian, old, web, hostname -- web",
    "web, redhat, web, HOSTNAME=web, ''",
    "web, redhat, web, HOSTNAME=old, HOSTNAME=web",
    "web, redhat, web, GATEWAY=x, GATEWAY=x",
    "web, openrc, web, 'hostname=\"web\"', ''",
    "web, openrc, web, 'hostname=\"old\"', 'hostname=\"web\"'",
    "web, sles, web, old, jp_begin /etc/HOSTNAME",
  })
  void decides(String name, String use, String current, String file, String command) {
    Decided d =
        Decided.of(
            new Hostname(),
            Hostname.Args.class,
            "name=" + name + " use=" + use,
            "\036current\n" + current + "\n\036file\n" + file + "\n");
    assertEquals(!command.isEmpty(), d.result().isChanged(), d::toString);
    assertTrue((d.script() + d.stdin()).contains(command), d::script);
    Dict facts = d.result().facts();
    assertEquals("web", facts.text("ansible_hostname").orElseThrow());
    assertEquals(name, facts.text("ansible_nodename").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=web use=solaris | hostname module cannot be used on platform Linux by solaris",
        "name=0123456789012345678901234567890123456789012345678901234567890123456789 use=systemd |"
            + " name cannot be longer than 64 characters on systemd servers, try a shorter name",
        "name=x\"y use=debian | not a host name: x\"y",
      })
  void refuses(String options, String message) {
    Decided d = Decided.of(new Hostname(), Hostname.Args.class, options, "\036current\nold\n");
    assertEquals(message, d.text("msg"));
  }

  /// Both names by systemd, the one that stays first; what it refuses is told.
  @ParameterizedTest
  @EnumSource
  void asksSystemd(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "hostnamectl",
                """
                case $* in
                  *status) echo old ;;
                  *bad) echo 'Invalid hostname' >&2; exit 1 ;;
                esac\
                """);
    Result result = host.run(new Hostname(), "name", "web");
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertTrue(
        tools
            .log()
            .endsWith(
                "hostnamectl --pretty --static set-hostname -- web\n"
                    + "hostnamectl --transient set-hostname -- web\n"),
        tools::log);
    assertEquals(
        "Command failed rc=1, out=, err=Invalid hostname\n",
        host.run(new Hostname(), "name", "bad").fields().text("msg").orElse(""));
  }

  /// The name that runs stays: another place than /etc.
  @ParameterizedTest
  @EnumSource
  void writesTheFileOfTheSystem(ShellKind shell) throws IOException {
    var host = new ModuleHarness(shell, dir);
    Path etc = Files.createDirectories(dir.resolve("etc/sysconfig"));
    Path network = Files.writeString(etc.resolve("network"), "NETWORKING=yes\nHOSTNAME=old\n");
    Files.setPosixFilePermissions(network, PosixFilePermissions.fromString("rwxr-x---"));
    var tools = new FakeTools(host, dir, shell).tool("dd", "exec /usr/bin/dd \"$@\"");
    for (String use : new String[] {"redhat", "debian"}) {
      host.run(new Hostname(), "name", "web", "use", use, "_root", dir.toString());
    }
    assertTrue(shell != ShellKind.DASH || tools.log().contains("conv=fsync"), tools::log);
    assertEquals("NETWORKING=yes\nHOSTNAME=web\n", Files.readString(network));
    assertEquals(
        "rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(network)));
    assertEquals("web\n", Files.readString(dir.resolve("etc/hostname")));
  }
}
