package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileTest {
  @TempDir Path dir;

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String msg(Result result) {
    return result.fields().text("msg").orElse("");
  }

  /// Runs in check mode, for real, and again: the prediction holds and the second run is quiet.
  private Result converge(ModuleHarness host, Object... options) {
    assertEquals(Status.CHANGED, host.check(new File(), options).status());
    Result result = host.run(new File(), options);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    Result again = host.run(new File(), options);
    assertEquals(Status.OK, again.status(), () -> again.fields().toString());
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void makesDirectoriesWithParents(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path path = dir.resolve("a/b c/d");
    Result result = converge(host, "path", path + "/", "state", "directory", "mode", Int.of(0750));
    assertEquals("rwxr-x---", mode(path));
    assertEquals("rwxr-x---", mode(dir.resolve("a")));
    assertEquals("0750", result.fields().text("mode").orElseThrow());
    assertEquals("directory", result.fields().text("state").orElseThrow());
    assertEquals(path + "/", result.fields().text("path").orElseThrow());
    assertEquals(
        "{\"before\": {\"path\": \"%s/\", \"state\": \"absent\", \"mode\": \"0755\"}, \"after\": {\"path\": \"%s/\", \"state\": \"directory\", \"mode\": \"0750\"}}"
            .formatted(path, path),
        Json.write(result.fields().get("diff").orElseThrow(), Json.Layout.LINE));
    assertEquals(
        "{\n    \"mode\": \"0755\",\n    \"path\": \""
            + path
            + "/\",\n    \"state\": \"absent\"\n}\n",
        result.diffs().getFirst().before());
  }

  @ParameterizedTest
  @EnumSource
  void clearsSetgidOfADirectoryWhenTheModeSaysSo(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path path = dir.resolve("d");
    converge(host, "path", path, "state", "directory", "mode", "2775");
    converge(host, "path", path, "state", "directory", "mode", "0775");
  }

  @ParameterizedTest
  @EnumSource
  void takesFlagsAwayWhereFilesHaveNoVersion(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path path = Files.createDirectories(dir.resolve("d"));
    // like lsattr on tmpfs, which knows flags and no versions
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "lsattr",
                "case $1 in *v*) echo 'lsattr: Inappropriate ioctl' >&2; exit 1;; esac\n"
                    + "printf '%s %s\\n' ----i----------------- \"$2\"")
            .loggers("chattr");
    Result result = host.run(new File(), "path", path, "state", "directory", "attributes", "-i");
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    assertTrue(tools.log().contains("chattr -i " + path), tools.log());
    Result kept = host.run(new File(), "path", path, "state", "directory", "attributes", "-a");
    assertEquals(Status.OK, kept.status(), () -> kept.fields().toString());
  }

  @ParameterizedTest
  @EnumSource
  void removesAnything(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectories(dir.resolve("d/e"));
    Path link = Files.createSymbolicLink(dir.resolve("l"), Path.of("d"));
    converge(host, "path", link, "state", "absent");
    assertTrue(Files.isDirectory(dir.resolve("d/e")));
    Result result = converge(host, "path", dir.resolve("d"), "state", "absent");
    assertEquals("absent", result.fields().text("state").orElseThrow());
    assertFalse(Files.exists(dir.resolve("d")));
  }

  @ParameterizedTest
  @EnumSource
  void changesModeAndOwnerOfAFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "x");
    converge(host, "path", file, "mode", "u=rw,g=r,o=");
    assertEquals("rw-r-----", mode(file));
    Assumptions.assumeTrue(host.session().facts().uid() == 0, "only root gives files away");
    Result result = converge(host, "path", file, "owner", "nobody", "group", "65534");
    assertEquals("nobody", Files.getOwner(file).getName());
    assertEquals(Int.of(65534), result.fields().get("gid").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void failsForWhatIsNotThere(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path none = dir.resolve("none");
    assertEquals(
        "file (" + none + ") is absent, cannot continue", msg(host.run(new File(), "path", none)));
    Path file = Files.writeString(dir.resolve("f"), "x");
    assertEquals(
        file + " already exists as a file",
        msg(host.run(new File(), "path", file, "state", "directory")));
    assertEquals(
        "chown failed: failed to look up user nobody-such",
        msg(host.check(new File(), "path", file, "owner", "nobody-such")));
    // a template that came to nothing does not leave a file to another owner
    assertEquals(
        "chown failed: failed to look up user ",
        msg(host.run(new File(), "path", file, "owner", "")));
    assertEquals(
        "chgrp failed: failed to look up group ",
        msg(host.run(new File(), "path", file, "group", "")));
    assertEquals(
        "recurse option requires state to be 'directory'",
        msg(host.run(new File(), "path", file, "recurse", true)));
    assertEquals(
        "mode must be in octal or symbolic form",
        msg(host.run(new File(), "path", file, "mode", "rwx")));
  }

  @ParameterizedTest
  @EnumSource
  void makesAndReplacesLinks(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectory(dir.resolve("one"));
    Files.createDirectory(dir.resolve("two"));
    Path link = dir.resolve("link");
    Result result = converge(host, "path", link, "src", "one", "state", "link");
    assertEquals("link", result.fields().text("state").orElseThrow());
    assertEquals(link.toString(), result.fields().text("dest").orElseThrow());
    converge(host, "path", link, "src", dir.resolve("two"), "state", "link");
    assertEquals(dir.resolve("two"), Files.readSymbolicLink(link));
    converge(host, "path", link, "src", "two", "state", "link", "mode", "0700");
    assertEquals("rwx------", mode(dir.resolve("two")));

    String missing = msg(host.run(new File(), "path", link, "src", "no", "state", "link"));
    assertEquals(
        "src file does not exist, use \"force=yes\" if you really want to create the link: "
            + dir.resolve("no"),
        missing);
    Result forced = host.run(new File(), "path", link, "src", "no", "state", "link", "force", true);
    assertEquals(Status.CHANGED, forced.status());
    assertEquals(1, forced.warnings().size());
    assertEquals(Path.of("no"), Files.readSymbolicLink(link));
  }

  @ParameterizedTest
  @EnumSource
  void refusesToReplaceADirectoryByALink(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectory(dir.resolve("src"));
    Path full = Files.createDirectories(dir.resolve("full/x")).getParent();
    assertEquals(
        "refusing to convert from directory to symlink for " + full,
        msg(host.run(new File(), "path", full, "src", dir.resolve("src"), "state", "link")));
    Files.createDirectory(full.resolve("src"));
    Result forced =
        host.run(new File(), "path", full, "src", "src", "state", "link", "force", true);
    assertEquals("the directory " + full + " is not empty, refusing to convert it", msg(forced));
    assertTrue(Files.isDirectory(full, LinkOption.NOFOLLOW_LINKS));
    Path empty = Files.createDirectory(dir.resolve("empty"));
    converge(host, "path", empty, "src", "src", "state", "link", "force", true);
  }

  @ParameterizedTest
  @EnumSource
  void makesHardLinks(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path one = Files.writeString(dir.resolve("one"), "1");
    Path two = Files.writeString(dir.resolve("two"), "2");
    Path link = dir.resolve("link");
    Result result = converge(host, "path", link, "src", one, "state", "hard");
    assertEquals("hard", result.fields().text("state").orElseThrow());
    assertTrue(Files.isSameFile(one, link));
    assertEquals(
        "Cannot link, different hard link exists at destination",
        msg(host.run(new File(), "path", link, "src", two, "state", "hard")));
    converge(host, "path", link, "src", two, "state", "hard", "force", true);
    assertEquals("2", Files.readString(link));
    assertEquals(
        "src does not exist",
        msg(host.run(new File(), "path", link, "src", dir.resolve("no"), "state", "hard")));
  }

  @ParameterizedTest
  @EnumSource
  void touches(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("t");
    Result made =
        converge(
            host,
            "path",
            file,
            "state",
            "touch",
            "mode",
            "0600",
            "access_time",
            "preserve",
            "modification_time",
            "preserve");
    assertEquals(file.toString(), made.fields().text("dest").orElseThrow());
    assertEquals("rw-------", mode(file));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1000)));
    assertEquals(Status.CHANGED, host.run(new File(), "path", file, "state", "touch").status());
    assertTrue(Files.getLastModifiedTime(file).toMillis() > 1_000_000_000);
    converge(host, "path", file, "modification_time", "202001020304.05");
    assertEquals(
        "2020-01-02", Files.getLastModifiedTime(file).toInstant().toString().substring(0, 10));
  }

  @ParameterizedTest
  @EnumSource
  void recurses(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path top = Files.createDirectory(dir.resolve("top"));
    Files.createDirectory(top.resolve("sub dir"));
    Path file = Files.writeString(top.resolve("sub dir/a\nb"), "");
    Path outside = Files.writeString(dir.resolve("outside"), "");
    Files.createSymbolicLink(top.resolve("link"), outside);
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
    Object[] options = {"path", top, "state", "directory", "recurse", true, "mode", "u=rwX,go="};
    var stay = new ArrayList<Object>(List.of(options));
    stay.add("follow");
    stay.add(false);
    converge(host, stay.toArray());
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(top.resolve("sub dir")));
    assertEquals("rw-r--r--", mode(outside));
    converge(host, options);
    assertEquals("rw-------", mode(outside));
    var dated = new ArrayList<Object>(stay);
    dated.addAll(List.of("modification_time", "202001020304.05"));
    converge(host, dated.toArray());
    for (Path path : List.of(top, top.resolve("sub dir"), file)) {
      assertEquals(
          "2020-01-02", Files.getLastModifiedTime(path).toInstant().toString().substring(0, 10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsAsAnsibleWhatTheSystemRefused(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "1");
    Path below = file.resolve("x");
    assertEquals(
        "There was an issue creating %s as requested: [Errno 20] Not a directory: b'%s'"
            .formatted(below, below),
        msg(host.run(new File(), "path", below, "state", "directory")));
    assertEquals(
        "Error, could not touch target: [Errno 20] Not a directory: b'%s'".formatted(below),
        msg(host.run(new File(), "path", below, "state", "touch")));
    assertEquals(
        "Error while linking: [Errno 20] Not a directory: b'/tmp' -> b'%s'".formatted(below),
        msg(host.run(new File(), "path", below, "state", "link", "src", "/tmp")));
  }

  @ParameterizedTest
  @EnumSource
  void replacesAFileByALinkToItsOtherName(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "1");
    Path other = Files.createLink(dir.resolve("other"), file);
    converge(host, "path", file, "src", "other", "state", "link", "force", true);
    assertEquals(Path.of("other"), Files.readSymbolicLink(file));
    assertEquals("1", Files.readString(other));
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatARemovedDirectoryHeld(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path path = Files.createDirectories(dir.resolve("d/sub")).getParent();
    Files.writeString(path.resolve("sub/f"), "");
    Result result = host.run(new File(), "path", path, "state", "absent");
    String before = result.diffs().getFirst().before();
    assertTrue(before.contains("\"" + path + "/sub\""), before);
    assertTrue(before.contains("\"" + path + "/sub/f\""), before);
  }
}
