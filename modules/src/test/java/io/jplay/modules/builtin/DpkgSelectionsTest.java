package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DpkgSelectionsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void setsWhatIsDifferent(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "dpkg",
                """
                case "$1 $2" in
                  "--get-selections bash") printf 'bash\\t\\t\\tinstall\\n' ;;
                  --set-selections*) cat >>"$d/log" ;;
                  *) echo "dpkg: no packages found matching $2" >&2 ;;
                esac\
                """);
    Result same = host.run(new DpkgSelections(), "name", "bash", "selection", "install");
    assertEquals(Status.OK, same.status());
    assertTrue(host.check(new DpkgSelections(), "name", "bash", "selection", "hold").isChanged());
    assertFalse(tools.log().contains("--set-selections"));
    Result held = host.run(new DpkgSelections(), "name", "bash", "selection", "hold");
    assertEquals("install", held.fields().text("before").orElseThrow());
    assertEquals("hold", held.fields().text("after").orElseThrow());
    assertTrue(tools.log().endsWith("dpkg --set-selections\nbash hold\n"), tools.log());
    Result none = host.run(new DpkgSelections(), "name", "nosuch", "selection", "hold");
    assertEquals(
        "Failed to find package 'nosuch' to perform selection 'hold'.",
        none.fields().text("msg").orElseThrow());
    assertTrue(host.run(new DpkgSelections(), "name", "a b\nc", "selection", "hold").isFailed());
  }
}
