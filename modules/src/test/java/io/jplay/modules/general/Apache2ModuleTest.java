package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Apache2ModuleTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void enablesAndDisables(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool("apache2ctl", "cat \"$d/modules\"")
            .tool("a2enmod", "printf ' %s_module (shared)\\n' \"$1\" >>\"$d/modules\"")
            .tool("a2dismod", ": >\"$d/modules\"");
    tools.write("modules", "Loaded Modules:\n core_module (static)\n");
    assertTrue(host.check(new Apache2Module(), "name", "wsgi").isChanged());
    assertFalse(tools.log().contains("a2enmod"));
    Result first = host.run(new Apache2Module(), "name", "wsgi");
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("Module wsgi enabled", first.fields().text("result").orElseThrow());
    assertFalse(host.run(new Apache2Module(), "name", "wsgi").isChanged());
    Object[] absent = {"name", "wsgi", "state", "absent", "force", true};
    assertTrue(host.run(new Apache2Module(), absent).isChanged());
    assertTrue(tools.log().contains("a2dismod -f wsgi\n"), tools::log);
    Result wrong = host.run(new Apache2Module(), "name", "x", "identifier", "y_module");
    assertTrue(wrong.isFailed());
    assertTrue(
        wrong.fields().text("msg").orElseThrow().startsWith("Failed to set module x to enabled:"));
    new FakeTools(host, dir, shell).tool("apache2ctl", "echo AH00534 >&2; exit 1");
    assertTrue(host.run(new Apache2Module(), "name", "wsgi").isFailed());
    assertTrue(host.check(new Apache2Module(), "name", "mpm_event").isChanged());
  }
}
