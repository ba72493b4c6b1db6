package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SysvinitTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "state=started, 0, ''",
    "state=started, 3, /etc/init.d/web start",
    "state=stopped, 0, /etc/init.d/web stop",
    "state=stopped, 3, ''",
    "state=restarted, 0, sleep 1",
    "state=started arguments=x~y, 3, /etc/init.d/web start 'x y'",
    "enabled=yes, 0, update-rc.d web enable",
    "enabled=no, 0, ''",
  })
  void decides(String options, String rc, String command) {
    Decided d =
        Decided.of(
            new Sysvinit(),
            Sysvinit.Args.class,
            "name=web " + options,
            "\036exists\n\036status\nx\n\036rc\n" + rc + "\n");
    assertEquals(!command.isEmpty(), d.result().isChanged());
    assertTrue(d.script().contains(command), d::script);
  }

  @ParameterizedTest
  @EnumSource
  void failsForAScriptThatIsNotThere(ShellKind shell) {
    assertEquals(
        "Could not find the requested service jplay-nosuch: host",
        new ModuleHarness(shell, dir)
            .run(new Sysvinit(), "name", "jplay-nosuch", "state", "started")
            .fields()
            .text("msg")
            .orElseThrow());
  }
}
