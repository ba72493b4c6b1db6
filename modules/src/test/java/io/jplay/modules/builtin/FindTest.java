package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.TreeAttributes;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  private static List<String> names(Result result) {
    Seq files = (Seq) result.fields().get("files").orElseThrow();
    return files.stream()
        .map(f -> Path.of(((Dict) f).text("path").orElseThrow()).getFileName().toString())
        .sorted()
        .toList();
  }

  /// An empty path (`lookup('env', 'TMP')`) is no directory; nothing is listed for it, least of all
  /// what is below `/`.
  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void anEmptyPathIsNoDirectory(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.writeString(dir.resolve("a.log"), "");
    Result result =
        host.run(new Find(), "paths", List.of("", dir), "recurse", true, "patterns", "a.log");
    assertEquals(List.of("a.log"), names(result));
    assertEquals(
        "'' is not a directory",
        ((Dict) result.fields().get("skipped_paths").orElseThrow()).text("").orElse("<none>"));
  }

  @ParameterizedTest
  @EnumSource
  void findsByNameKindAndContent(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path top = Files.createDirectories(dir.resolve("t/sub")).getParent();
    Files.writeString(top.resolve("a.log"), "hello\nworld\n");
    Files.writeString(top.resolve("b.txt"), "");
    Files.writeString(top.resolve(".hidden"), "");
    Files.writeString(top.resolve("sub/c.log"), "x".repeat(3000));
    assertEquals(List.of("a.log", "b.txt"), names(host.run(new Find(), "paths", top)));
    assertEquals(
        List.of("a.log", "c.log"),
        names(host.run(new Find(), "paths", top, "patterns", "*.log", "recurse", true)));
    assertEquals(
        List.of("a.log"),
        names(host.run(new Find(), "paths", top, "patterns", "^[a-b]\\.l.*$", "use_regex", true)));
    // an expression need not describe the whole name, a pattern of the shell does
    assertEquals(
        List.of("a.log"),
        names(host.run(new Find(), "paths", top, "patterns", "a", "use_regex", true)));
    assertEquals(
        List.of("b.txt"),
        names(host.run(new Find(), "paths", top, "excludes", "a\\.", "use_regex", true)));
    assertEquals(List.of(), names(host.run(new Find(), "paths", top, "patterns", "a")));
    assertEquals(
        List.of("a.log", "c.log"),
        names(
            host.run(new Find(), "paths", top, "patterns", "*.log", "recurse", true, "depth", 0)));
    assertEquals(
        List.of("sub"), names(host.run(new Find(), "paths", top, "file_type", "directory")));
    assertEquals(List.of("a.log"), names(host.run(new Find(), "paths", top, "contains", "wor.*")));
    assertEquals(
        List.of("c.log"), names(host.run(new Find(), "paths", top, "recurse", true, "size", "2k")));
    // sizes and contents are those of files
    assertEquals(
        List.of("sub"),
        names(host.run(new Find(), "paths", top, "file_type", "directory", "size", "1g")));
    assertEquals(
        List.of("sub"),
        names(host.run(new Find(), "paths", top, "file_type", "any", "size", "1g")));
    assertEquals(
        List.of("a.log", "b.txt", "sub"),
        names(host.run(new Find(), "paths", top, "file_type", "any", "contains", "wor.*")));
    assertEquals(List.of(), names(host.run(new Find(), "paths", top, "age", "1d")));
    assertEquals(
        List.of(".hidden", "a.log", "b.txt"),
        names(host.run(new Find(), "paths", top, "age", "-1h", "hidden", true)));
    assertEquals(List.of("b.txt"), names(host.run(new Find(), "paths", top, "excludes", "*.log")));
    Files.setPosixFilePermissions(
        top.resolve("b.txt"), PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(List.of("b.txt"), names(host.run(new Find(), "paths", top, "mode", "0640")));
    assertEquals(
        List.of(), names(host.run(new Find(), "paths", top, "mode", "u=x", "exact_mode", false)));
    assertEquals(
        List.of(),
        names(host.run(new Find(), "paths", top, "contains", "hello$", "read_whole_file", true)));
    Result limited = host.run(new Find(), "paths", top, "recurse", true, "limit", 1);
    assertEquals(1, names(limited).size());
    assertEquals("Limit of matches reached", text(limited, "msg"));
    Files.createSymbolicLink(top.resolve("b-link"), Files.createDirectory(dir.resolve("other")));
    Files.writeString(dir.resolve("other/through.txt"), "");
    assertEquals(
        List.of(),
        names(host.run(new Find(), "paths", top, "recurse", true, "pattern", "through*")));
    assertEquals(
        List.of("through.txt"),
        names(
            host.run(
                new Find(), "paths", top, "recurse", true, "follow", true, "pattern", "through*")));
    assertEquals(
        "failed to process age", text(host.run(new Find(), "paths", top, "age", "x"), "msg"));
    assertEquals(
        "failed to process size", text(host.run(new Find(), "paths", top, "size", "x"), "msg"));
    Result badMode = host.run(new Find(), "paths", top, "mode", "bogus");
    assertEquals("Not all paths examined, check warnings for details", text(badMode, "msg"));
    Result missing = host.run(new Find(), "paths", "/no/where");
    assertEquals("Not all paths examined, check warnings for details", text(missing, "msg"));
  }

  /// A user that was switched to may not enter the directory in which the session began.
  @ParameterizedTest
  @EnumSource(ShellKind.class)
  void beginsAnywhere(ShellKind shell) {
    var program = TreeAttributes.list(dir.toString(), 1).program().script();
    assertTrue(program.contains("cd /"), program);
    assertEquals(Status.OK, new ModuleHarness(shell, dir).run(new Find(), "paths", dir).status());
  }
}
