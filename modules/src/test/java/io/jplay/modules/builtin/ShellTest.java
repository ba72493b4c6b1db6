package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShellTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void runsATextInAShell(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    String text = "cd /; for i in 1 2; do echo \"$i\"; done | tr '\\n' ,; exec sh -c 'exit 4'";
    Result result = host.run(new Shell(), "_raw_params", text);
    assertEquals("1,2,", result.fields().text("stdout").orElseThrow());
    assertEquals(text, result.fields().text("cmd").orElseThrow());
    assertEquals(Status.FAILED, result.status());
    Result inDir = host.run(new Shell(), "cmd", "pwd && cat", "chdir", "/", "stdin", "x");
    assertEquals("/\nx", inDir.fields().text("stdout").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void usesAnotherShell(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Shell(), "cmd", "echo $0", "executable", "/bin/bash");
    assertEquals("/bin/bash", result.fields().text("stdout").orElseThrow());
    assertEquals(Status.SKIPPED, host.check(new Shell(), "cmd", "true").status());
  }
}
