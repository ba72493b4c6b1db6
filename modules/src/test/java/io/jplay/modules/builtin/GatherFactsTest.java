package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatherFactsTest {
  @TempDir Path dir;

  @Test
  void handsItsOptionsToSetup() {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var calls = new ArrayList<String>();
    var context =
        host.context(new Mode(false, false))
            .delegateTo((name, options) -> {
              calls.add(name + " " + options.text("gather_subset").orElse("") + options.size());
              return Result.ok().with("x", "y");
            });
    Result result =
        host.run(new GatherFacts(), context, Map.of("parallel", true, "gather_subset", "min"));
    assertEquals("ansible.builtin.setup min1", calls.getFirst());
    assertEquals("y", result.fields().text("x").orElseThrow());
  }
}
