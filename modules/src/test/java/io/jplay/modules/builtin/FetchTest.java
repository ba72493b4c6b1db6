package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FetchTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void bringsAFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "hi");
    Result result = host.run(new Fetch(), "src", file, "dest", dir + "/into");
    assertEquals(dir + "/into/testhost" + file, text(result, "dest"));
    assertEquals("hi", Files.readString(Path.of(text(result, "dest"))));
    assertEquals(Status.OK, host.run(new Fetch(), "src", file, "dest", dir + "/into").status());
    result = host.run(new Fetch(), "src", file, "dest", dir + "/flat/", "flat", true);
    assertEquals(dir + "/flat/f", text(result, "dest"));
    Path there = Files.createDirectories(dir.resolve("flat2/f"));
    assertEquals(
        "calculated dest '%s' is an existing directory, use another path that does not point to an existing directory"
            .formatted(there),
        text(host.run(new Fetch(), "src", file, "dest", dir + "/flat2/", "flat", true), "msg"));
    result = host.run(new Fetch(), "src", "/no", "dest", dir + "/x");
    assertEquals("the remote file does not exist, not transferring, ignored", text(result, "msg"));
    result = host.run(new Fetch(), "src", "/no", "dest", dir + "/x", "fail_on_missing", false);
    assertEquals("the remote file does not exist, not transferring, ignored", text(result, "msg"));
  }

  /// Root may read everything.
  @ParameterizedTest
  @EnumSource
  void saysThatAFileIsNotReadable(ShellKind shell) throws Exception {
    Path file = Files.writeString(dir.resolve("closed"), "hi");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file));
    Result result = new ModuleHarness(shell, dir).run(new Fetch(), "src", file, "dest", dir + "/x");
    assertEquals("file is not readable: " + file, text(result, "msg"));
    Path hidden = Files.writeString(Files.createDirectory(dir.resolve("hidden")).resolve("f"), "x");
    Files.setPosixFilePermissions(hidden.getParent(), PosixFilePermissions.fromString("---------"));
    result = new ModuleHarness(shell, dir).run(new Fetch(), "src", hidden, "dest", dir + "/x");
    assertEquals("file is not readable: " + hidden + ": Permission denied", text(result, "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void bringsNoDirectory(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Fetch(), "src", dir, "dest", dir + "/x");
    assertEquals(
        "remote file is a directory, fetch cannot work on directories", text(result, "msg"));
    result = host.run(new Fetch(), "src", dir, "dest", dir + "/x", "fail_on_missing", false);
    assertEquals("<none>", text(result, "file"));
  }

  @ParameterizedTest
  @EnumSource
  void neverLeavesTheDirectory(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.writeString(dir.resolve("f"), "hi");
    Result result =
        host.run(
            new Fetch(),
            "src",
            dir + "/../../../../../../../../../" + dir + "/f",
            "dest",
            dir.resolve("d"));
    assertEquals(Status.FAILED, result.status(), () -> result.fields().toString());
  }
}
