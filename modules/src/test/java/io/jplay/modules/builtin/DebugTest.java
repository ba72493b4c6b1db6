package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Int;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DebugTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void showsMessagesAndVariables(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    assertEquals("Hello world!", text(host.run(new Debug()), "msg"));
    var context = host.context(new Mode(false, false)).variable("a", 1);
    assertEquals(
        Int.of(1), host.run(new Debug(), context, "var", "a").fields().get("a").orElseThrow());
    assertEquals("VARIABLE IS NOT DEFINED!", text(host.run(new Debug(), context, "var", "b"), "b"));
    assertEquals(Status.SKIPPED, host.run(new Debug(), "verbosity", 2).status());
  }
}
