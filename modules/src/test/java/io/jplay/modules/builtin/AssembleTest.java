package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssembleTest {
  @TempDir Path dir;

  private Path fragments() throws IOException {
    Path src = Files.createDirectory(dir.resolve("src"));
    Files.writeString(src.resolve("b"), "two\n");
    Files.writeString(src.resolve("a"), "one");
    Files.writeString(src.resolve(".c"), "hid\n");
    Files.createDirectory(src.resolve("d"));
    return src;
  }

  @ParameterizedTest
  @EnumSource
  void putsFragmentsOneBehindTheOther(ShellKind shell) throws IOException {
    Path src = fragments();
    Path dest = dir.resolve("out");
    var host = new ModuleHarness(shell, dir);
    Result made = host.run(new Assemble(), "src", src, "dest", dest, "delimiter", "--\\n-");
    assertEquals(Status.CHANGED, made.status());
    assertEquals(0, made.diffs().size());
    assertEquals("hid\n--\n-\none\n--\n-\ntwo\n", Files.readString(dest));
    assertEquals("OK", made.fields().text("msg").orElseThrow());
    assertEquals(
        "21fe616d2d4264ed2881d3685aeac7801122be1e", made.fields().text("checksum").orElseThrow());
    Result again = host.run(new Assemble(), "src", src, "dest", dest, "delimiter", "--\\n-");
    assertEquals(Status.OK, again.status());
    assertFalse(again.fields().has("path"));
    host.run(new Assemble(), "src", src, "dest", dest, "ignore_hidden", true);
    assertEquals("one\ntwo\n", Files.readString(dest));
    host.run(new Assemble(), "src", src, "dest", dest, "regexp", "^b$");
    assertEquals("two\n", Files.readString(dest));
  }

  @ParameterizedTest
  @EnumSource
  void takesFragmentsOfTheController(ShellKind shell) throws IOException {
    fragments();
    Path dest = dir.resolve("out");
    var host = new ModuleHarness(shell, dir);
    assertEquals(
        Status.SKIPPED,
        host.check(new Assemble(), "src", "src", "dest", dest, "remote_src", false).status());
    assertFalse(Files.exists(dest));
    Result made =
        host.run(new Assemble(), "src", "src", "dest", dest, "remote_src", false, "mode", "0600");
    assertEquals("hid\none\ntwo\n", Files.readString(dest));
    assertEquals(1, made.diffs().size());
    Result again = host.run(new Assemble(), "src", "src", "dest", dest, "remote_src", false);
    assertTrue(again.fields().has("md5sum") && !again.fields().has("path"));
    Path into = Files.createDirectory(dir.resolve("into"));
    host.run(new Assemble(), "src", "src", "dest", into, "remote_src", false);
    assertEquals("hid\none\ntwo\n", Files.readString(into.resolve("src")));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrong(ShellKind shell) throws IOException {
    Path src = fragments();
    Path dest = dir.resolve("out");
    var host = new ModuleHarness(shell, dir);
    assertEquals(
        "attempted to take checksum of directory: " + dir,
        host.run(new Assemble(), "src", src, "dest", dir).fields().text("msg").orElseThrow());
    assertEquals(
        "Source (/no) does not exist",
        host.run(new Assemble(), "src", "/no", "dest", dest).fields().text("msg").orElseThrow());
    assertEquals(
        "Source (" + src + "/a) is not a directory",
        host.run(new Assemble(), "src", src + "/a", "dest", dest)
            .fields()
            .text("msg")
            .orElseThrow());
    assertTrue(
        host.run(new Assemble(), "src", src, "dest", dest, "regexp", "(")
            .fields()
            .text("msg")
            .orElseThrow()
            .startsWith("Invalid Regexp ("));
    assertEquals(
        "failed to validate: rc:1 error:",
        host.run(new Assemble(), "src", src, "dest", dest, "validate", "false %s")
            .fields()
            .text("msg")
            .orElseThrow());
    host.run(new Assemble(), "src", src, "dest", dest);
    assertEquals(
        "validate must contain %s: cat",
        host.run(new Assemble(), "src", src, "dest", dest, "validate", "cat")
            .fields()
            .text("msg")
            .orElseThrow());
  }
}
