package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncStatusTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"status, 7 false", "cleanup, 7 true"})
  void asksTheContext(String mode, String asked) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var context =
        host.context(new Mode(false, false))
            .jobs((id, cleanup) -> Result.ok().with("asked", id + " " + cleanup));
    Result result = host.run(new AsyncStatus(), context, Map.of("jid", "7", "mode", mode));
    assertEquals(asked, result.fields().text("asked").orElseThrow());
  }
}
