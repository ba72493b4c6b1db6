package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlurpTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void readsAFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.write(dir.resolve("f"), new byte[] {0, 1, -1});
    Result result = host.run(new Slurp(), "src", file);
    assertEquals("AAH/", text(result, "content"));
    assertEquals("base64", text(result, "encoding"));
    assertEquals("file not found: /no", text(host.run(new Slurp(), "path", "/no"), "msg"));
    assertEquals(
        "unable to slurp file: [Errno 20] Not a directory: '" + file + "/x'",
        text(host.run(new Slurp(), "src", file + "/x"), "msg"));
    assertEquals(
        "source is a directory and must be a file: " + dir,
        text(host.run(new Slurp(), "src", dir), "msg"));
  }
}
