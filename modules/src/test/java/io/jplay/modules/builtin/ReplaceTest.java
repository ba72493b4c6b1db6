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

class ReplaceTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void replacesAllMatches(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "one\ntwo\none\n");
    Result result = host.run(new Replace(), "path", file, "regexp", "^(o)ne$", "replace", "\\1K");
    assertEquals("2 replacements made", text(result, "msg"));
    assertEquals("oK\ntwo\noK\n", Files.readString(file));
    assertEquals(Status.OK, host.run(new Replace(), "path", file, "regexp", "^one").status());
    host.run(new Replace(), "path", file, "regexp", "o", "replace", "0", "after", "two");
    assertEquals("oK\ntwo\n0K\n", Files.readString(file));
    assertTrue(
        text(host.run(new Replace(), "path", file, "regexp", "x", "after", "no"), "msg")
            .startsWith("Pattern for before/after"));
    assertEquals(
        "Unable to process replace due to error: invalid group reference 9 at position 1",
        text(host.run(new Replace(), "path", file, "regexp", "o", "replace", "\\9"), "msg"));
    assertEquals(
        "Path /no does not exist !",
        text(host.run(new Replace(), "path", "/no", "regexp", "x"), "msg"));
  }
}
