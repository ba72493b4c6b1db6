package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PauseTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void asksTheOperator(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, false)).answer("yes");
    Result result = host.run(new Pause(), context, "prompt", "go?");
    assertEquals("yes", text(result, "user_input"));
    assertTrue(context.prompts().getFirst().contains("go?"));
    assertTrue(text(result, "stdout").matches("Paused for 0\\.\\d+ seconds"));
  }
}
