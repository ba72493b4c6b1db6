package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `ServiceSystemTest` has a run with a real runsvdir.
class RunitTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "state=started, run: s: (pid 7) 9s, ''",
    "state=started, down: s: 9s, sv start",
    "state=stopped, down: s: 9s, ''",
    "state=stopped, run: s: (pid 7) 9s, sv stop",
    "state=restarted, run: s: (pid 7) 9s, sv restart",
    "state=killed, run: s: (pid 7) 9s, sv force-stop",
    "state=once, run: s: (pid 7) 9s, sv once",
    "enabled=yes, run: s: (pid 7) 9s, ''",
    "enabled=no, run: s: (pid 7) 9s, rm -f",
  })
  void decides(String options, String status, String command) {
    Decided d =
        Decided.of(
            new Runit(),
            Runit.Args.class,
            "name=web " + options,
            "\036paths\n/s/web\n/etc/sv/web\n\036enabled\n\036status\n" + status + "\n");
    assertEquals(!command.isEmpty(), d.result().isChanged());
    assertTrue(d.script().contains(command), d::script);
    Dict sv = (Dict) d.result().fields().get("sv").orElseThrow();
    assertEquals(status.startsWith("run") ? "started" : "stopped", sv.text("state").orElseThrow());
    assertEquals("9", sv.get("duration").orElseThrow().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', Could not find the requested service web: host",
    "source, 'Unable to start service web: it is not enabled, runit runs only what is linked at"
        + " /s/web'",
  })
  void saysBeforehandThatItCannotStart(String section, String message) {
    Decided d =
        Decided.of(
            new Runit(),
            Runit.Args.class,
            "name=web state=started",
            "\036paths\n/s/web\n/etc/sv/web\n"
                + (section.isEmpty() ? "" : "\036" + section + "\n"));
    assertEquals(message, d.result().fields().text("msg").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void disablesAService(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools = new FakeTools(host, dir, shell).tool("sv", "echo 'run: x: (pid 1) 2s'");
    Path source = Files.createDirectories(dir.resolve("sv-" + shell + "/web"));
    Path link =
        Files.createSymbolicLink(
            Files.createDirectory(dir.resolve("run-" + shell)).resolve("web"), source);
    Result result =
        host.run(
            new Runit(),
            "name",
            "web",
            "enabled",
            false,
            "service_dir",
            link.getParent(),
            "service_src",
            source.getParent());
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertFalse(Files.isSymbolicLink(link));
    assertTrue(tools.log().contains("sv force-stop " + link), tools::log);
  }
}
