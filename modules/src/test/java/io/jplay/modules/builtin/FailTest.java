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

class FailTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void fails(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Fail(), "msg", "no way");
    assertEquals(Status.FAILED, result.status());
    assertEquals("no way", text(result, "msg"));
    assertEquals("Failed as requested from task", text(host.run(new Fail()), "msg"));
  }
}
