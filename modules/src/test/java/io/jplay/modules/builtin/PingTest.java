package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PingTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void answers(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    assertEquals("pong", host.run(new Ping()).fields().text("ping").orElseThrow());
    assertEquals("it's", host.run(new Ping(), "data", "it's").fields().text("ping").orElseThrow());
    assertEquals(Status.FAILED, host.run(new Ping(), "data", "crash").status());
  }
}
