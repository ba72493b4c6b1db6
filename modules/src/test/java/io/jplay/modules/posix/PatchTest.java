package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.Lab;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatchTest {
  private static final String PATCH =
      """
      --- a/f
      +++ b/f
      @@ -1,3 +1,3 @@
       1
      -2
      +two
       3
      """;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | fits | true | --batch --forward",
        "'' | applied | false | ''",
        "state=absent | applied | true | --batch --reverse",
        "state=absent | fits | false | ''",
        "backup=yes strip=1 | fits | true | --backup",
        "binary=yes ignore_whitespace=yes | fits | true | --binary --ignore-whitespace",
      })
  void decides(String options, String section, boolean changes, String words) {
    String all = "src=/x.patch basedir=/d remote_src=yes " + options;
    Decided d = Decided.of(new Patch(), Patch.Args.class, all, "\036" + section + "\n");
    assertEquals(changes, d.result().isChanged(), d::toString);
    assertTrue(d.script().contains(words), d::script);
  }

  @ParameterizedTest
  @EnumSource
  void patchesAndTakesItBack(ShellKind shell) throws Exception {
    Assumptions.assumeTrue(Lab.isInstalled("patch"), "needs patch");
    Assumptions.assumeTrue(shell == ShellKind.DASH, "needs a patch that is not busybox's");
    var host = new ModuleHarness(shell, dir);
    Path tree = Files.createDirectory(dir.resolve("tree"));
    Path file = Files.writeString(tree.resolve("f"), "1\n2\n3\n");
    Path src = Files.writeString(dir.resolve("x.patch"), PATCH);
    Object[] options = {"src", src, "basedir", tree, "strip", 1};
    assertTrue(host.check(new Patch(), options).isChanged());
    assertEquals("1\n2\n3\n", Files.readString(file));
    assertTrue(host.run(new Patch(), options).isChanged());
    assertEquals("1\ntwo\n3\n", Files.readString(file));
    assertFalse(host.run(new Patch(), options).isChanged());
    Object[] back = {
      "src", src, "dest", file, "state", "absent", "remote_src", true, "backup", true
    };
    assertTrue(host.run(new Patch(), back).isChanged());
    assertEquals("1\n2\n3\n", Files.readString(file));
    assertEquals("1\ntwo\n3\n", Files.readString(tree.resolve("f.~1~")));
    assertFalse(host.run(new Patch(), back).isChanged());
  }

  /// What does not fit leaves nothing behind.
  @ParameterizedTest
  @EnumSource
  void refusesWhatDoesNotFit(ShellKind shell) throws Exception {
    Assumptions.assumeTrue(Lab.isInstalled("patch"), "needs patch");
    var host = new ModuleHarness(shell, dir);
    Path src = Files.writeString(dir.resolve("x.patch"), PATCH);
    Path other = Files.writeString(dir.resolve("other"), "other\n");
    if (shell == ShellKind.BUSYBOX) {
      assertEquals(
          "the host's patch is not that of GNU: it cannot try a patch without writing",
          message(host, "src", src, "dest", other));
      return;
    }
    assertEquals("1 out of 1 hunk FAILED\n", message(host, "src", src, "dest", other));
    assertEquals("other\n", Files.readString(other));
    assertFalse(Files.exists(dir.resolve("other.orig")));
    assertEquals(
        "dest " + dir + "/no doesn't exist or not writable",
        message(host, "src", src, "dest", dir + "/no"));
    assertEquals(
        "basedir " + dir + "/no doesn't exist", message(host, "src", src, "basedir", dir + "/no"));
    assertEquals(
        "src /no/x doesn't exist or not readable",
        message(host, "src", "/no/x", "basedir", dir, "remote_src", true));
  }

  private static String message(ModuleHarness host, Object... options) {
    Result result = host.run(new Patch(), options);
    assertTrue(result.isFailed());
    return result.fields().text("msg").orElse("");
  }
}
