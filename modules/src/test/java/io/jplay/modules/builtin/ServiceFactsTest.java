package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceFactsTest {
  @TempDir Path dir;

  private static Dict services(Result result) {
    Dict facts = result.facts();
    return (Dict) facts.get("services").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "units, a.service loaded active running A, a.service, running, unknown, systemd",
    "units, a.service loaded active exited A, a.service, stopped, unknown, systemd",
    "units, a.service loaded failed failed A, a.service, stopped, failed, systemd",
    "units, a.service not-found inactive dead a, a.service, stopped, not-found, systemd",
    "files, a.service disabled enabled, a.service, inactive, disabled, systemd",
    "openrc, ' a  [ started ]', a, running, '', openrc",
    "openrc, ' a  [ stopped ]', a, stopped, '', openrc",
    "runit, 'run: /var/service/a: (pid 3) 5s', a, running, '', runit",
    "runit, 'down: /var/service/a: 5s', a, stopped, '', runit",
    "sysv, running a, a, running, '', sysv",
  })
  void parses(
      String section, String line, String name, String state, String status, String source) {
    Decided d =
        Decided.of(
            new ServiceFacts(), ServiceFacts.Args.class, "", "\036" + section + "\n" + line + "\n");
    Dict entry = (Dict) services(d.result()).get(name).orElseThrow();
    assertEquals(state, entry.text("state").orElseThrow());
    assertEquals(status, entry.text("status").orElse(""));
    assertEquals(source, entry.text("source").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void asksAHost(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("rc-status", "echo ' web [ started ]'");
    Result result = host.run(new ServiceFacts());
    assertFalse(services(result).isEmpty(), () -> result.fields().toString());
  }
}
