package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Utf8;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopyTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Result converge(ModuleHarness host, Object... options) {
    assertEquals(
        Status.CHANGED,
        host.check(new Copy(), options).status(),
        () -> host.check(new Copy(), options).fields().toString());
    Result result = host.run(new Copy(), options);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    Result again = host.run(new Copy(), options);
    assertEquals(Status.OK, again.status(), () -> again.fields().toString());
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void writesContent(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("f");
    Result result = converge(host, "content", "hi", "dest", file);
    assertEquals("c22b5f9178342609428d6f51b2c5af4c0bde6a42", text(result, "checksum"));
    assertEquals("49f68a5c8493ec2c0bf489821c21fc3b", text(result, "md5sum"));
    assertEquals("0644", text(result, "mode"));
    assertEquals("file", text(result, "state"));
    assertEquals("hi", result.diffs().getFirst().after());
    result = converge(host, "content", "ho", "dest", file, "mode", "0600", "backup", true);
    assertEquals("hi", Files.readString(Path.of(text(result, "backup_file"))));
    assertEquals("hi", result.diffs().getFirst().before());
    assertEquals("rw-------", mode(file));
    result = converge(host, "content", "ho", "dest", file, "mode", "u+x");
    assertEquals(file.toString(), text(result, "path"));
    converge(host, "content", Map.of("a", 1), "dest", file);
    assertEquals("{\"a\": 1}", Files.readString(file));
    // a binary file that went through slurp and b64decode
    byte[] binary = {(byte) 0x80, (byte) 0xff, 'A', 0, (byte) 0xc3};
    converge(host, "content", Utf8.decode(binary), "dest", file);
    assertArrayEquals(binary, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource
  void copiesFilesIntoDirectories(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    byte[] bytes = new byte[200_000];
    bytes[7] = 9;
    Files.write(dir.resolve("src"), bytes);
    Files.setPosixFilePermissions(dir.resolve("src"), PosixFilePermissions.fromString("rwxr-x--x"));
    Path into = Files.createDirectory(dir.resolve("into"));
    Result result = converge(host, "src", "src", "dest", into, "mode", "preserve");
    assertEquals(into + "/src", text(result, "dest"));
    assertArrayEquals(bytes, Files.readAllBytes(into.resolve("src")));
    assertEquals("rwxr-x--x", mode(into.resolve("src")));
    result = converge(host, "src", "src", "dest", dir + "/new/dir/");
    assertTrue(Files.exists(dir.resolve("new/dir/src")));
    result = host.check(new Copy(), "src", "src", "dest", dir + "/no/where");
    assertTrue(result.isChanged());
    result = host.run(new Copy(), "src", "src", "dest", dir + "/no/where");
    assertEquals("Destination directory " + dir + "/no does not exist", text(result, "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void copiesTrees(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectories(dir.resolve("tree/sub/empty"));
    Files.writeString(dir.resolve("tree/a"), "A");
    Files.writeString(dir.resolve("tree/sub/b"), "B");
    Files.createDirectories(dir.resolve("tree/0"));
    Result first = host.check(new Copy(), "src", "tree/", "dest", dir.resolve("zero"));
    assertEquals("A", first.diffs().get(1).after());
    Result result =
        converge(host, "src", "tree", "dest", dir.resolve("one"), "directory_mode", "0750");
    assertEquals(dir + "/tree", text(result, "src"));
    assertEquals("B", Files.readString(dir.resolve("one/tree/sub/b")));
    assertEquals("rwxr-x---", mode(dir.resolve("one/tree/sub")));
    converge(host, "src", "tree/", "dest", dir.resolve("two"), "mode", "0600");
    assertEquals("A", Files.readString(dir.resolve("two/a")));
    assertTrue(Files.isDirectory(dir.resolve("two/sub/empty")));
    assertEquals("rw-------", mode(dir.resolve("two/sub/b")));
    // directories that are there as well, but for the one that is copied itself
    converge(host, "src", "tree", "dest", dir.resolve("one"), "directory_mode", "0700");
    assertEquals("rwx------", mode(dir.resolve("one/tree/sub/empty")));
    assertEquals("rwxr-x---", mode(dir.resolve("one/tree")));
    Files.setPosixFilePermissions(
        dir.resolve("tree/sub"), PosixFilePermissions.fromString("rwx------"));
    result = converge(host, "src", "tree/", "dest", dir.resolve("three"), "mode", "preserve");
    assertEquals(mode(dir.resolve("three/0")), mode(dir.resolve("three/sub")));
    assertEquals(dir + "/tree/", text(result, "src"));
    result = host.run(new Copy(), "src", "tree/sub/empty", "dest", dir.resolve("four"));
    assertFalse(result.isChanged());
    assertFalse(Files.exists(dir.resolve("four")));
  }

  @ParameterizedTest
  @EnumSource
  void copiesOnTheHost(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectories(dir.resolve("tree/sub"));
    Files.writeString(dir.resolve("tree/sub/b"), "B");
    Path file = dir.resolve("tree/sub/b");
    FileTime then = FileTime.from(Instant.ofEpochSecond(1_600_000_000));
    for (Path path : List.of(file, file.getParent())) {
      Files.setLastModifiedTime(path, then);
    }
    Result result = converge(host, "src", file, "dest", dir.resolve("c"), "remote_src", true);
    assertEquals(file.toString(), text(result, "src"));
    converge(host, "src", dir.resolve("tree"), "dest", dir.resolve("x"), "remote_src", true);
    for (String copied : List.of("c", "x/tree/sub", "x/tree/sub/b")) {
      assertEquals(then, Files.getLastModifiedTime(dir.resolve(copied)), copied);
    }
    assertEquals("B", Files.readString(dir.resolve("x/tree/sub/b")));
    assertEquals(
        "Destination directory %s/a/b does not exist".formatted(dir),
        text(
            host.run(
                new Copy(), "src", dir.resolve("tree"), "dest", dir + "/a/b/c", "remote_src", true),
            "msg"));
    result = host.run(new Copy(), "src", dir + "/tree", "dest", dir + "/x", "remote_src", true);
    assertEquals(dir + "/x/tree", text(result, "dest"));
    result = host.check(new Copy(), "src", file, "dest", dir + "/made/", "remote_src", true);
    assertEquals("dest directory " + dir + "/made would be created", text(result, "msg"));
    assertEquals(
        "Source /no not found",
        text(host.run(new Copy(), "src", "/no", "dest", "/x", "remote_src", true), "msg"));
    assertEquals(
        "Cannot copy invalid source '/dev/null': not a file",
        text(host.run(new Copy(), "src", "/dev/null", "dest", "/x", "remote_src", true), "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsOrFollowsLinks(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path end = Files.writeString(dir.resolve("end"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link"), end);
    converge(host, "content", "new", "dest", link, "follow", true);
    assertEquals("new", Files.readString(end));
    assertTrue(Files.isSymbolicLink(link));
    converge(host, "content", "newer", "dest", link);
    assertEquals("new", Files.readString(end));
    assertFalse(Files.isSymbolicLink(link));
    assertTrue(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
  }

  /// What is copied on the host keeps its mode over what was there; that of the task is for the
  /// directory itself.
  @ParameterizedTest
  @EnumSource
  void keepsModesOnTheHost(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path original = Files.writeString(dir.resolve("original"), "x");
    Files.setPosixFilePermissions(original, PosixFilePermissions.fromString("rwxr-x---"));
    Path over = Files.writeString(dir.resolve("over"), "old");
    Files.writeString(dir.resolve("other"), "other");
    Result result = converge(host, "src", original, "dest", over, "remote_src", true);
    assertEquals("rwxr-x---", mode(over));
    assertEquals("0750", text(result, "mode"));
    result =
        host.run(
            new Copy(), "src", dir + "/other", "dest", over, "remote_src", true, "force", false);
    assertEquals("file already exists", text(result, "msg"));
    result =
        host.run(new Copy(), "src", original, "dest", over, "remote_src", true, "mode", "0640");
    assertEquals(0, result.diffs().size());
    assertEquals(
        "abc",
        text(
            host.run(
                new Copy(),
                "src",
                dir + "/other",
                "dest",
                over,
                "remote_src",
                true,
                "checksum",
                "abc"),
            "expected_checksum"));
    Path sub = Files.createDirectories(dir.resolve("tree/sub"));
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(sub.resolve("link"), Path.of("none"));
    Files.createDirectory(dir.resolve("into"));
    converge(
        host, "src", dir + "/tree/", "dest", dir + "/into", "remote_src", true, "mode", "0711");
    assertEquals("rwxr-x---", mode(dir.resolve("into/sub")));
    assertEquals("rwx--x--x", mode(dir.resolve("into")));
    Files.writeString(dir.resolve("tree/file"), "x");
    Files.createSymbolicLink(dir.resolve("tree/to-file"), Path.of("file"));
    converge(host, "src", dir + "/tree/", "dest", dir + "/kept", "remote_src", true);
    // relative to where the host's programs are
    Path here = Path.of("").toAbsolutePath().relativize(dir.toRealPath());
    converge(host, "src", here + "/tree/", "dest", here + "/near/", "remote_src", true);
    result =
        host.check(new Copy(), "src", here + "/tree/", "dest", here + "/near/", "remote_src", true);
    assertEquals(Status.OK, result.status());
    assertTrue(Files.isSymbolicLink(dir.resolve("kept/to-file")));
    Object[] followed = {
      "src", dir + "/tree/", "dest", dir + "/ends", "remote_src", true, "local_follow", true
    };
    converge(host, followed);
    assertTrue(Files.isRegularFile(dir.resolve("ends/to-file"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isSymbolicLink(dir.resolve("ends/sub/link")));
  }

  /// The owner is for all below the destination; what is replaced keeps its mode; new directories
  /// that are not of the source have that of any new one.
  @ParameterizedTest
  @EnumSource
  void ownsTreesOfTheHost(ShellKind shell) throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    var host = new ModuleHarness(shell, dir);
    Path sub = Files.createDirectories(dir.resolve("tree/sub"));
    Files.writeString(sub.resolve("b"), "B");
    Files.setPosixFilePermissions(
        dir.resolve("tree"), PosixFilePermissions.fromString("rwxr-x---"));
    Path to = dir.resolve("to");
    Result result =
        host.run(new Copy(), "src", dir + "/tree", "dest", to, "remote_src", true, "mode", "0711");
    assertEquals("0711", text(result, "mode"));
    assertEquals("rwx--x--x", mode(to));
    assertEquals("rwxr-xr-x", mode(to.resolve("tree")));
    converge(
        host, "src", dir + "/tree", "dest", to, "remote_src", true, "owner", "1", "group", "2");
    for (String name : new String[] {"tree", "tree/sub", "tree/sub/b"}) {
      assertEquals(1, Files.getAttribute(to.resolve(name), "unix:uid"), name);
      assertEquals(2, Files.getAttribute(to.resolve(name), "unix:gid"), name);
    }
    assertEquals(0, Files.getAttribute(to, "unix:uid"));
    Files.writeString(to.resolve("tree/sub/b"), "other");
    Files.setPosixFilePermissions(
        to.resolve("tree/sub/b"), PosixFilePermissions.fromString("rw-r-----"));
    converge(host, "src", dir + "/tree", "dest", to, "remote_src", true);
    assertEquals("B", Files.readString(to.resolve("tree/sub/b")));
    assertEquals("rw-r-----", mode(to.resolve("tree/sub/b")));
    assertEquals(1, Files.getAttribute(to.resolve("tree/sub/b"), "unix:uid"));
    result = converge(host, "src", dir + "/tree", "dest", dir + "/new/", "remote_src", true);
    assertEquals(dir + "/new/tree", text(result, "dest"));
    converge(host, "src", dir + "/tree/", "dest", dir + "/plain/", "remote_src", true);
    assertEquals("rwxr-xr-x", mode(dir.resolve("plain")));
    result =
        host.run(
            new Copy(), "src", dir + "/tree", "dest", to, "remote_src", true, "owner", "no-such");
    assertTrue(result.isFailed());
  }

  /// Directories above a file or tree that are made for it.
  @ParameterizedTest
  @EnumSource
  void ownsTheDirectoriesItMakes(ShellKind shell) throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    var host = new ModuleHarness(shell, dir);
    Files.writeString(dir.resolve("f"), "F");
    Files.writeString(Files.createDirectory(dir.resolve("tree")).resolve("a"), "A");
    for (boolean remote : new boolean[] {false, true}) {
      for (String src : new String[] {"f", "tree", "tree/"}) {
        if (src.equals("f") || remote) {
          Path to = dir.resolve("to-" + remote + src.replace('/', '-'));
          host.run(
              new Copy(),
              "src",
              dir + "/" + src,
              "dest",
              to + "/sub/",
              "remote_src",
              remote,
              "owner",
              "1",
              "group",
              "2",
              "directory_mode",
              "0750");
          for (Path made : List.of(to, to.resolve("sub"))) {
            assertEquals(1, Files.getAttribute(made, "unix:uid"), made.toString());
            assertEquals(2, Files.getAttribute(made, "unix:gid"), made.toString());
            assertEquals("rwxr-x---", mode(made), made.toString());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesLinksOfTrees(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path tree = Files.createDirectories(dir.resolve("tree/sub")).getParent();
    Files.writeString(tree.resolve("one"), "1");
    Files.createSymbolicLink(tree.resolve("file"), Path.of("one"));
    Files.createSymbolicLink(tree.resolve("directory"), Path.of("sub"));
    Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("none"));
    Files.createSymbolicLink(tree.resolve("sub/round"), Path.of(".."));
    converge(host, "src", "tree/", "dest", dir.resolve("links"), "local_follow", false);
    for (String name : new String[] {"file", "directory", "nowhere", "sub/round"}) {
      assertEquals(
          Files.readSymbolicLink(tree.resolve(name)),
          Files.readSymbolicLink(dir.resolve("links").resolve(name)));
    }
    converge(host, "src", "tree/", "dest", dir.resolve("ends"));
    assertTrue(Files.isRegularFile(dir.resolve("ends/file"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isDirectory(dir.resolve("ends/directory"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isSymbolicLink(dir.resolve("ends/nowhere")));
    assertEquals(Path.of(".."), Files.readSymbolicLink(dir.resolve("ends/sub/round")));
    Files.writeString(dir.resolve("ends/directory/kept"), "x");
    Result result =
        host.check(new Copy(), "src", "tree/", "dest", dir.resolve("ends"), "local_follow", false);
    assertEquals(
        "the directory %s/ends/directory is not empty, refusing to convert it".formatted(dir),
        text(result, "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsInTheWay(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "old");
    assertEquals(
        "Failed to get information on remote file (%s/x): Not a directory".formatted(file),
        text(host.run(new Copy(), "content", "x", "dest", file + "/x"), "msg"));
    assertEquals("dest is required", text(host.run(new Copy(), "content", "x", "dest", ""), "msg"));
    assertEquals(
        Status.OK,
        host.run(new Copy(), "content", "old", "dest", file, "checksum", "abc").status());
    assertEquals(
        "abc",
        text(
            host.run(new Copy(), "content", "new", "dest", file, "checksum", "abc"),
            "expected_checksum"));
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatALinkLedTo(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path end = Files.writeString(dir.resolve("end"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link"), end);
    Result result = host.run(new Copy(), "content", "new", "dest", link);
    assertEquals("old", result.diffs().getFirst().before());
    result = host.run(new Copy(), "content", "a\0b", "dest", link);
    assertEquals(
        "diff skipped: source file appears to be binary\n", result.diffs().getFirst().prepared());
  }

  @ParameterizedTest
  @EnumSource
  void leavesExistingFilesWithoutForce(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "old");
    Result result = host.run(new Copy(), "content", "new", "dest", file, "force", false);
    assertEquals(Status.OK, result.status());
    assertEquals("old", Files.readString(file));
    assertEquals(
        "failed to validate",
        text(host.run(new Copy(), "content", "x", "dest", file, "validate", "false %s"), "msg"));
    assertEquals("old", Files.readString(file));
    assertEquals("src (or content) is required", text(host.run(new Copy(), "dest", file), "msg"));
  }
}
