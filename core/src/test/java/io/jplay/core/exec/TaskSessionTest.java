package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.shell.ShellProgram;
import io.jplay.core.testing.LocalShell;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSessionTest {
  @TempDir Path dir;

  /// A directory that is not there changes nothing.
  @Test
  void hasADirectoryOfItsOwn() throws Exception {
    Files.writeString(dir.resolve("f"), "there");
    try (var local = new LocalShell("/bin/sh")) {
      TaskSession session = at(local, dir);
      assertEquals("there", session.run(ShellProgram.of("cat f")).stdout());
      var out = new ByteArrayOutputStream();
      session.download("f", out, 100);
      assertEquals("there", out.toString(StandardCharsets.UTF_8));
      String usual = local.session().run(ShellProgram.of("pwd")).stdout();
      TaskSession lost = at(local, dir.resolve("no such one"));
      assertEquals(usual, lost.run(ShellProgram.of("pwd")).stdout());
    }
  }

  private static TaskSession at(LocalShell local, Path directory) throws Exception {
    return new TaskSession(
        local.session(),
        Map.of(),
        Optional.of(directory.toString()),
        Duration.ZERO,
        Map.of(),
        user -> {});
  }
}
