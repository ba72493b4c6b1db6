package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TempfileTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void makesFilesAndDirectories(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Tempfile(), "path", dir, "suffix", ".x y");
    Path file = Path.of(text(result, "path"));
    assertTrue(
        Files.isRegularFile(file) && file.getFileName().toString().matches("ansible\\..{8}\\.x y"));
    assertEquals("0600", text(result, "mode"));
    result = host.run(new Tempfile(), "path", dir, "state", "directory", "prefix", "p");
    assertTrue(Files.isDirectory(Path.of(text(result, "path"))));
    assertEquals("directory", text(result, "state"));
    assertTrue(
        text(host.run(new Tempfile(), "path", dir + "/none"), "msg")
            .startsWith("[Errno 2] No such file or directory: '" + dir + "/none/ansible."));
    assertEquals(Status.SKIPPED, host.check(new Tempfile()).status());
  }
}
