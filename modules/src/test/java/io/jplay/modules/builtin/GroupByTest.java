package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupByTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void namesAGroup(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new GroupBy(), "key", "os x");
    assertEquals("os-x", text(result, "add_group"));
    assertEquals(
        "the 'key' param is required when using group_by", text(host.run(new GroupBy()), "msg"));
    assertEquals(List.of(new RunEffect.JoinGroup("os-x", List.of("all"))), result.effects());
  }
}
