package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MakeTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void runsWhatIsNotUpToDate(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "make",
                """
                pwd >>"$d/log"
                case "$*" in
                  *bad*) echo "make: *** bad" >&2; exit 2 ;;
                  *-q*) [ -f "$d/made" ] ;;
                  *) : >"$d/made"; echo done ;;
                esac\
                """);
    Files.deleteIfExists(dir.resolve("tools-" + shell + "/made"));
    Object[] options = {
      "chdir", dir, "target", "all", "jobs", 2, "file", "M", "params", Map.of("X", "a b")
    };
    assertTrue(host.check(new Make(), options).isChanged());
    Result first = host.run(new Make(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("make -j 2 -f M all 'X=a b'", first.fields().text("command").orElseThrow());
    assertEquals("done", first.fields().text("stdout").orElseThrow());
    assertTrue(tools.log().endsWith("make -j 2 -f M all X=a b\n" + dir + "\n"), tools::log);
    assertFalse(host.run(new Make(), options).isChanged());
    Result failed = host.run(new Make(), "chdir", dir, "target", "bad");
    assertEquals("make: *** bad", failed.fields().text("msg").orElseThrow());
    assertEquals("2", failed.fields().get("rc").orElseThrow().toString());
  }
}
