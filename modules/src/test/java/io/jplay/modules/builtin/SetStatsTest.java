package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetStatsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void keepsData(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new SetStats(), "data", Map.of("a", 1), "per_host", true);
    Dict data = Dict.builder().put("a", 1).build();
    assertEquals(List.of(new RunEffect.SetStats(data, true, true)), result.effects());
  }
}
