package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void showsOutputUnchanged(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Raw(), "_raw_params", "echo hi; exit 3");
    assertEquals("hi\n", result.fields().text("stdout").orElseThrow());
    assertEquals(Status.FAILED, result.status());
    assertEquals(0, host.check(new Raw(), "_raw_params", "true").fields().size());
    assertEquals(Status.SKIPPED, host.check(new Raw(), "_raw_params", "true").status());
  }
}
