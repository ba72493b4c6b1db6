package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Reply;
import io.jplay.core.api.Result;
import io.jplay.core.value.Str;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertTrue(text(result, "stdout").matches("Paused for 0\\.\\d+ minutes"));
  }

  @Test
  void ctrlCThenCGoesOn() throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    var context =
        host.context(new Mode(false, false))
            .reply(new Reply.Interrupted())
            .reply(new Reply.Typed(Str.EMPTY, 'C'));
    Result result = host.run(new Pause(), context, "minutes", 3);
    assertEquals("", text(result, "user_input"));
    assertTrue(context.prompts().getFirst().startsWith("Pausing for 180 seconds"));
    assertTrue(context.prompts().getLast().startsWith("Press 'C' to continue"));
  }

  @Test
  void ctrlCThenAFails() throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    var context =
        host.context(new Mode(false, false))
            .reply(new Reply.Interrupted())
            .reply(new Reply.Typed(Str.EMPTY, 'a'));
    assertEquals("user requested abort!", text(host.run(new Pause(), context), "msg"));
  }

  @Test
  void aPromptThatOnlyTimeEndsHasALineOfItsOwn() throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    var context = host.context(new Mode(false, false)).reply(new Reply.TimeOver());
    host.run(new Pause(), context, "seconds", 1, "prompt", "hold on");
    assertTrue(context.prompts().getFirst().endsWith("hold on:\n"), context.prompts()::toString);
  }

  @ParameterizedTest
  @CsvSource({"hello, hello", "0.5, 0.5", "'', ''"})
  void aTextMustBeAWholeNumber(String given, String shown) throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    Result result = host.run(new Pause(), host.context(new Mode(false, false)), "seconds", given);
    assertEquals(
        "argument 'seconds' is of type <class 'str'> and we were unable to convert to int: invalid"
            + " literal for int() with base 10: '"
            + shown
            + "'",
        text(result, "msg"));
  }

  @Test
  void aNumberMayHaveAFractionAndLastsASecondAtLeast() throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    var context = host.context(new Mode(false, false)).reply(new Reply.TimeOver());
    Result result = host.run(new Pause(), context, "seconds", 0.1);
    assertTrue(context.prompts().getFirst().startsWith("Pausing for 1 seconds"));
    assertEquals("", text(result, "user_input"));
  }
}
