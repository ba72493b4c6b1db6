package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
}
