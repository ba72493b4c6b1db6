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

class BlockinfileTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void insertsUpdatesAndRemoves(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "a\nb");
    String path = file.toString();
    assertEquals(
        "Block inserted",
        text(host.run(new Blockinfile(), "path", path, "block", "x\ny\n"), "msg"));
    assertEquals(
        "a\nb\n# BEGIN ANSIBLE MANAGED BLOCK\nx\ny\n# END ANSIBLE MANAGED BLOCK\n",
        Files.readString(file));
    assertEquals(Status.OK, host.run(new Blockinfile(), "path", path, "block", "x\ny").status());
    assertEquals(
        "Block inserted", text(host.run(new Blockinfile(), "path", path, "block", "z"), "msg"));
    assertEquals(
        "Block removed", text(host.run(new Blockinfile(), "path", path, "state", "absent"), "msg"));
    assertEquals("a\nb\n", Files.readString(file));
    host.run(
        new Blockinfile(), "path", path, "block", "k", "marker", "; {mark} m", "insertafter", "^a");
    assertEquals("a\n; BEGIN m\nk\n; END m\nb\n", Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource
  void createsAFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("new");
    assertEquals(
        "Path " + file + " does not exist !",
        text(host.run(new Blockinfile(), "path", file, "block", "x"), "msg"));
    assertEquals(
        "File created",
        text(host.run(new Blockinfile(), "path", file, "block", "x", "create", true), "msg"));
    assertTrue(Files.readString(file).startsWith("# BEGIN"));
  }

  /// As ansible-core 2.18's: where no block is and none is wanted, the last line gets its end.
  @ParameterizedTest
  @EnumSource
  void endsTheLastLine(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("open"), "a\nb");
    Result result = host.run(new Blockinfile(), "path", file, "block", "");
    assertEquals("Block removed", result.fields().text("msg").orElseThrow());
    assertEquals("a\nb\n", Files.readString(file));
    assertEquals(Status.OK, host.run(new Blockinfile(), "path", file, "block", "").status());
  }
}
