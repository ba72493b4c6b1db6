package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatAFileIs(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "hi");
    Result result = host.run(new Stat(), "path", file, "get_md5", true);
    assertEquals(1, result.warnings().size());
    assertEquals(Status.OK, result.status());
    Dict stat = (Dict) result.fields().get("stat").orElseThrow();
    assertTrue(
        stat.flag("exists") && stat.flag("isreg") && stat.flag("readable") && !stat.flag("isdir"));
    assertEquals("c22b5f9178342609428d6f51b2c5af4c0bde6a42", stat.text("checksum").orElseThrow());
    assertEquals("49f68a5c8493ec2c0bf489821c21fc3b", stat.text("md5").orElseThrow());
    assertEquals(Int.of(2), stat.get("size").orElseThrow());
    assertEquals("us-ascii", stat.text("charset").orElse("us-ascii"));
    Path link = Files.createSymbolicLink(dir.resolve("l"), Path.of("f"));
    stat = (Dict) host.run(new Stat(), "path", link).fields().get("stat").orElseThrow();
    assertTrue(stat.flag("islnk"));
    assertEquals("f", stat.text("lnk_target").orElseThrow());
    assertEquals(file.toRealPath().toString(), stat.text("lnk_source").orElseThrow());
    stat =
        (Dict)
            host.run(new Stat(), "path", link, "follow", true).fields().get("stat").orElseThrow();
    assertTrue(stat.flag("isreg"));
    stat = (Dict) host.run(new Stat(), "path", "/no").fields().get("stat").orElseThrow();
    assertEquals(Bool.of(false), stat.get("exists").orElseThrow());
    assertEquals(1, stat.size());
    assertEquals("Not a directory", text(host.run(new Stat(), "path", file + "/x/y"), "msg"));
    assertEquals("Not a directory", text(host.run(new Stat(), "path", file + "/"), "msg"));
  }
}
