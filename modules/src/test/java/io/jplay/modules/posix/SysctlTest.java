package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SysctlTest {
  @TempDir Path dir;

  private Result run(ModuleHarness host, Object... more) {
    var options = new ArrayList<Object>();
    options.addAll(List.of("sysctl_file", dir.resolve("s.conf"), "reload", false));
    options.addAll(List.of(more));
    return host.run(new Sysctl(), options.toArray());
  }

  @ParameterizedTest
  @EnumSource
  void keepsOneLineOfAName(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("s.conf");
    assertEquals(Status.CHANGED, run(host, "name", "vm.swappiness", "value", 5).status());
    assertEquals("vm.swappiness=5\n", Files.readString(file));
    assertEquals(Status.OK, run(host, "name", "vm.swappiness", "value", "5").status());
    Files.writeString(file, "# c\nvm.swappiness = 5\nnet.x=1  2\nvm.swappiness=7");
    run(host, "name", "vm.swappiness", "value", 9);
    assertEquals("# c\nvm.swappiness=9\nnet.x=1  2\n", Files.readString(file));
    assertEquals(Status.OK, run(host, "name", "net.x", "value", "1 2").status());
    run(host, "name", "net.ipv4.ip_forward", "value", true);
    assertEquals(
        "# c\nvm.swappiness=9\nnet.x=1  2\nnet.ipv4.ip_forward=1\n", Files.readString(file));
    assertEquals(Status.CHANGED, run(host, "name", "net.x", "state", "absent").status());
    assertEquals(Status.OK, run(host, "name", "net.x", "state", "absent").status());
    assertEquals("# c\nvm.swappiness=9\nnet.ipv4.ip_forward=1\n", Files.readString(file));
    assertEquals(Status.FAILED, run(host, "name", "net.x", "value", "").status());
  }

  /// The kernel takes keys of `net` only, and knows none of `no`. (Busybox takes its own sysctl.)
  @ParameterizedTest
  @EnumSource(names = "DASH")
  void writesOnlyWhatTheKernelTook(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "sysctl",
                """
                case "$*" in
                *no.*) case $1 in -e) exit 0 ;; esac; exit 1 ;;
                *kernel.*) echo "sysctl: permission denied" >&2; exit 1 ;;
                *-p*) if grep -q kernel "${2#-p}" "$3" 2>/dev/null; then exit 1; fi ;;
                esac\
                """);
    Path file = dir.resolve("s.conf");
    Object[] set = {"sysctl_set", true, "ignoreerrors", true, "reload", true, "value", 1};
    assertEquals(Status.FAILED, with(host, "kernel.x", set).status());
    assertFalse(Files.exists(file));
    assertEquals(Status.CHANGED, with(host, "no.x", set).status());
    assertEquals(Status.CHANGED, with(host, "net.x", set).status());
    assertEquals("no.x=1\nnet.x=1\n", Files.readString(file));
    String calls =
        tools
            .log()
            .lines()
            .filter(l -> !l.contains(" -n"))
            .map(l -> l.replace(dir + "/", ""))
            .collect(Collectors.joining("\n"));
    assertEquals(
        """
        sysctl -e -w kernel.x=1
        sysctl -e -w no.x=1
        sysctl -e -p s.conf
        sysctl -e -w net.x=1
        sysctl -e -p s.conf\
        """,
        calls);
    // what is refused when the file is loaded stays in it
    Object[] load = {"ignoreerrors", true, "reload", true, "value", 1};
    assertEquals(Status.FAILED, with(host, "kernel.x", load).status());
    assertEquals("no.x=1\nnet.x=1\nkernel.x=1\n", Files.readString(file));
  }

  /// What the file says already may not have reached the kernel.
  @ParameterizedTest
  @EnumSource(names = "DASH")
  void loadsTheFileWhereTheKernelHasAnotherValue(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "sysctl",
                "case $* in *-p*) echo '1  2' >\"$d/live\" ;; *) cat \"$d/live\" ;; esac");
    tools.write("live", "0\n");
    Files.writeString(dir.resolve("s.conf"), "net.x = 1 2\n");
    Object[] value = {"value", "1 2"};
    assertEquals(Status.OK, with(host, "net.x", "value", "1 2", "reload", false).status());
    assertEquals(Status.CHANGED, with(host, "net.x", value).status());
    assertEquals(Status.OK, with(host, "net.x", value).status());
    assertEquals("net.x = 1 2\n", Files.readString(dir.resolve("s.conf")));
    assertEquals(1, tools.log().lines().filter(l -> l.contains("-p")).count(), tools::log);
  }

  private Result with(ModuleHarness host, String name, Object... more) {
    var options = new ArrayList<Object>(List.of("sysctl_file", dir.resolve("s.conf")));
    options.addAll(List.of("name", name));
    options.addAll(List.of(more));
    return host.run(new Sysctl(), options.toArray());
  }
}
