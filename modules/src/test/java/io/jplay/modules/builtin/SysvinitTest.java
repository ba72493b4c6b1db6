package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Json;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
    "state=reloaded, 3, /etc/init.d/web reload",
    "enabled=yes runlevels=3, 0, update-rc.d web disable",
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

  /// Of the levels that are named all, or one of them.
  @ParameterizedTest
  @CsvSource({
    "enabled=yes, 2 3 4 5, ''",
    "enabled=yes, 5, ''",
    "enabled=no, 5, update-rc.d web disable",
    "enabled=yes runlevels=3+5, 2 3 5, ''",
    "enabled=yes runlevels=3+5, 3, update-rc.d web enable 3 5",
    "enabled=no runlevels=3+5, 3, update-rc.d web disable 3 5",
    "enabled=no runlevels=3+5, 2 4, ''",
  })
  void looksAtTheLevels(String options, String levels, String command) {
    Decided d =
        Decided.of(
            new Sysvinit(),
            Sysvinit.Args.class,
            "name=web " + options.replace('+', ','),
            "\036exists\n\036levels\n" + levels.replace(' ', '\n') + "\n\036rc\n0\n");
    assertEquals(!command.isEmpty(), d.result().isChanged());
    assertTrue(d.script().replace("'", "").contains(command), d::script);
  }

  @Test
  void tellsTheCommandThatFailed() {
    Decided d =
        Decided.of(
            new Sysvinit(),
            Sysvinit.Args.class,
            "name=web state=started",
            "\036exists\n\036rc\n3\n");
    String said = "Starting\n\036failed /etc/init.d/web start";
    Result result = d.finished(ProgramOutput.of(5, said, "no\n"));
    assertEquals("/etc/init.d/web start", result.fields().text("cmd").orElse(""));
    assertEquals("Starting\n", result.fields().text("stdout").orElse(""));
    assertEquals("Failed to started service: web", result.fields().text("msg").orElse(""));
  }

  @Test
  void tellsWhatWasDone() {
    Decided d =
        Decided.checked(
            new Sysvinit(),
            Sysvinit.Args.class,
            "name=web state=started enabled=yes",
            "\036exists\n\036levels\n2\n\036rc\n3\n");
    String none = "\"rc\": null, \"stderr\": null, \"stdout\": null}";
    assertEquals(
        "{\"enabled\": {\"changed\": false, %s, \"started\": {\"changed\": true, %s}"
            .formatted(none, none),
        Json.write(d.result().fields().get("status").orElseThrow(), Json.Layout.SORTED_LINE));
  }

  @ParameterizedTest
  @EnumSource
  void failsForAScriptThatIsNotThere(ShellKind shell) {
    assertEquals(
        "Could not find the requested service jplay-nosuch: ",
        new ModuleHarness(shell, dir)
            .run(new Sysvinit(), "name", "jplay-nosuch", "state", "started")
            .fields()
            .text("msg")
            .orElseThrow());
  }
}
