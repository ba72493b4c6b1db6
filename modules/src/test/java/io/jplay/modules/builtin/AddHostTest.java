package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddHostTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void addsAHost(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new AddHost(), "name", "x:22", "groups", "a,b", "v", 1);
    Dict shown = (Dict) result.fields().get("add_host").orElseThrow();
    assertEquals("x", shown.text("host_name").orElseThrow());
    assertEquals(Seq.ofTexts(List.of("a", "b")), shown.get("groups").orElseThrow());
    assertEquals(Status.CHANGED, result.status());
    assertEquals(Status.FAILED, host.run(new AddHost(), "groups", "a").status());
  }
}
