package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void writesWhatWasRendered(ShellKind shell) throws Exception {
    Files.createDirectory(dir.resolve("templates"));
    Path source = Files.writeString(dir.resolve("templates/t.j2"), "a={{ a }}\n");
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, true)).variable("a", "1");
    Object[] options = {"src", "t.j2", "dest", dir.resolve("out"), "mode", "0640"};
    Result result = host.run(new Template(), context, options);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    assertEquals("a=1\n", Files.readString(dir.resolve("out")));
    assertEquals(source.toString(), result.diffs().getFirst().afterHeader());
    assertEquals("0640", result.fields().text("mode").orElseThrow());
    assertEquals(Status.OK, host.run(new Template(), context, options).status());
    Files.createDirectory(dir.resolve("d"));
    Result into = host.run(new Template(), context, "src", "t.j2", "dest", dir.resolve("d"));
    assertEquals(dir + "/d/t.j2", into.fields().text("dest").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void writesAnEncoding(ShellKind shell) throws Exception {
    Path source = Files.writeString(dir.resolve("t.j2"), "a\u2603");
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, true));
    Path out = dir.resolve("out");
    host.run(new Template(), context, "src", source, "dest", out, "output_encoding", "utf-16");
    assertArrayEquals(new byte[] {-1, -2, 'a', 0, 3, 0x26}, Files.readAllBytes(out));
    Result result =
        host.run(new Template(), context, "src", source, "dest", out, "output_encoding", "latin1");
    assertEquals(
        "the text has a character that the encoding iso-8859-1 does not have",
        result.fields().text("msg").orElseThrow());
  }
}
