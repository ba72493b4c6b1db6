package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.TestServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnarchiveTest {
  @TempDir Path dir;
  private Path dest;

  @BeforeEach
  void makeTree() throws Exception {
    Path d = Files.createDirectories(dir.resolve("tree/d/e"));
    Files.writeString(d.resolveSibling("x"), "x");
    Files.writeString(d.resolve("y y"), "y");
    Files.createSymbolicLink(d.resolveSibling("l"), Path.of("x"));
    dest = Files.createDirectory(dir.resolve("dest"));
  }

  private Path tar(String name, String... words) throws Exception {
    var command = new ArrayList<>(List.of("tar", "-C", dir + "/tree"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
    return dir.resolve(name);
  }

  private static Path zip(Path file, String... names) throws Exception {
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.endsWith("/") ? new byte[0] : new byte[] {'z'});
        zip.closeEntry();
      }
    }
    return file;
  }

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  private void assertNothingLeft() throws Exception {
    try (Stream<Path> paths = Files.list(dest)) {
      assertTrue(paths.noneMatch(p -> p.getFileName().toString().startsWith(".jplay")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void unpacksOnce(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path archive = tar("a.tgz", "-czf", dir + "/a.tgz", "d");
    Result result = host.check(new Unarchive(), "src", archive, "dest", dest);
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertFalse(Files.exists(dest.resolve("d")));
    result = host.run(new Unarchive(), "src", archive, "dest", dest, "list_files", true);
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertEquals("TgzArchive", text(result, "handler"));
    assertTrue(result.fields().get("files").orElseThrow().toString().contains("d/e/y y"));
    assertEquals("x", Files.readString(dest.resolve("d/l")));
    assertTrue(Files.isSymbolicLink(dest.resolve("d/l")));
    result = host.run(new Unarchive(), "src", archive, "dest", dest + "/", "remote_src", true);
    assertEquals(Status.OK, result.status());
    Files.writeString(dest.resolve("d/x"), "changed");
    Files.writeString(dest.resolve("d/own"), "mine");
    result = host.run(new Unarchive(), "src", archive, "dest", dest, "remote_src", true);
    assertEquals(Status.CHANGED, result.status());
    assertEquals("x", Files.readString(dest.resolve("d/x")));
    assertTrue(Files.exists(dest.resolve("d/own")));
    result =
        host.run(new Unarchive(), "src", archive, "dest", dest, "copy", false, "mode", "u=rwX,go=");
    assertEquals(Status.CHANGED, result.status());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dest.resolve("d/x"))));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dest.resolve("d"))));
    result =
        host.run(new Unarchive(), "src", archive, "dest", dest, "copy", false, "mode", "u=rwX,go=");
    assertEquals(Status.OK, result.status());
    assertNothingLeft();
  }

  /// An archive made of `.` has an entry for the destination itself.
  @ParameterizedTest
  @EnumSource
  void theTopOfAnArchiveIsTheDestination(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path archive = tar("top.tgz", "-czf", dir + "/top.tgz", ".");
    Object[] options = {"src", archive, "dest", dest, "remote_src", true, "mode", "u=rwX,go="};
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(dest));
    assertTrue(host.check(new Unarchive(), options).isChanged());
    assertEquals(before, PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)));
    assertTrue(host.run(new Unarchive(), options).isChanged());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)));
    assertEquals(Status.OK, host.run(new Unarchive(), options).status());
    options[7] = "u=rwX,go=rX";
    assertTrue(host.run(new Unarchive(), options).isChanged());
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)));
  }

  @ParameterizedTest
  @EnumSource
  void keepsNewerFiles(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path archive = tar("a.tar", "-cf", dir + "/a.tar", "--mtime=@1000000000", "d/x");
    Path there = Files.createDirectory(dest.resolve("d")).resolve("x");
    Files.writeString(there, "mine");
    Object[] options = {"src", archive, "dest", dest, "remote_src", true, "keep_newer", true};
    // as with ansible: the archive is not unpacked as long as a file differs
    assertEquals(Status.CHANGED, host.run(new Unarchive(), options).status());
    assertEquals("mine", Files.readString(there));
  }

  @ParameterizedTest
  @EnumSource
  void takesOptionsAndOtherKinds(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path xz = tar("a.txz", "-cJf", dir + "/a.txz", "d");
    Result result =
        host.run(
            new Unarchive(),
            "src",
            xz,
            "dest",
            dest,
            "extra_opts",
            List.of("--strip-components=1"),
            // Debian's busybox tar is built without --exclude
            "exclude",
            shell == ShellKind.DASH ? List.of("d/e") : List.of());
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertTrue(Files.exists(dest.resolve("x")));
    assertEquals(shell == ShellKind.BUSYBOX, Files.exists(dest.resolve("e")));
    Path zip = zip(dir.resolve("a.zip"), "z/", "z/f", "z/g");
    result = host.run(new Unarchive(), "src", zip, "dest", dest, "include", List.of("z/f"));
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertTrue(Files.exists(dest.resolve("z/f")));
    assertFalse(Files.exists(dest.resolve("z/g")));
    result = host.run(new Unarchive(), "src", zip, "dest", dest, "include", List.of("z/f"));
    assertEquals(Status.OK, result.status());
    result = host.run(new Unarchive(), "src", zip, "dest", dest, "creates", dest.resolve("x"));
    assertEquals(Status.SKIPPED, result.status());
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource
  void refusesHostileArchives(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path up = zip(dir.resolve("up.zip"), "a", "../evil");
    Result result = host.run(new Unarchive(), "src", up, "dest", dest);
    // busybox takes dots and slashes away when it lists, and when it extracts
    assertTrue(
        shell == ShellKind.BUSYBOX || text(result, "msg").contains("lead out of the destination"));
    assertFalse(Files.exists(dir.resolve("evil")));
    Path absolute = tar("abs.tar", "-cPf", dir + "/abs.tar", dir + "/tree/d/x");
    result = host.run(new Unarchive(), "src", absolute, "dest", dest);
    assertTrue(
        shell == ShellKind.BUSYBOX || text(result, "msg").contains("lead out of the destination"));
    // a link, then a file below it
    Files.createDirectory(dir.resolve("outside"));
    Files.createSymbolicLink(dir.resolve("tree/s"), dir.resolve("outside"));
    tar("link.tar", "-cf", dir + "/link.tar", "s");
    Files.delete(dir.resolve("tree/s"));
    Files.createDirectory(dir.resolve("tree/s"));
    Files.writeString(dir.resolve("tree/s/f"), "evil");
    Path link = tar("link.tar", "-rf", dir + "/link.tar", "s/f");
    host.run(new Unarchive(), "src", link, "dest", dest);
    assertFalse(Files.exists(dir.resolve("outside/f")));
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource
  void tellsFailures(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path text = Files.writeString(dir.resolve("text"), "no archive");
    Result result = host.run(new Unarchive(), "src", text, "dest", dest, "remote_src", true);
    assertTrue(text(result, "msg").startsWith("Failed to find handler for \"" + text + "\"."));
    result = host.run(new Unarchive(), "src", dir + "/no", "dest", dest, "remote_src", true);
    assertEquals("Source '" + dir + "/no' does not exist", text(result, "msg"));
    result = host.run(new Unarchive(), "src", text, "dest", dest, "mode", "oa=r");
    assertEquals("bad symbolic permission for mode: oa=r", text(result, "details"));
    result = host.run(new Unarchive(), "src", text, "dest", dir + "/no");
    assertEquals("dest '" + dir + "/no' must be an existing dir", text(result, "msg"));
    try (var server = new TestServer()) {
      result =
          host.run(new Unarchive(), "src", server.url("/404"), "dest", dest, "remote_src", true);
      assertTrue(text(result, "msg").startsWith("Failure downloading"), text(result, "msg"));
    }
  }

  /// What stands before the break is not taken for the whole.
  @ParameterizedTest
  @EnumSource
  void refusesAnArchiveThatIsCutOff(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    for (String word : List.of("-czf", "-cjf", "-cJf")) {
      Path whole = tar("w" + word, word, dir + "/w" + word, "d/x");
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = Files.write(dir.resolve("cut" + word), Arrays.copyOf(bytes, bytes.length - 4));
      Result result = host.run(new Unarchive(), "src", cut, "dest", dest);
      assertTrue(text(result, "msg").startsWith("Failed to find handler"), result::toString);
      assertFalse(Files.exists(dest.resolve("d")), word);
      assertEquals(
          Status.CHANGED, host.run(new Unarchive(), "src", whole, "dest", dest).status(), word);
      Files.delete(dest.resolve("d/x"));
      Files.delete(dest.resolve("d"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesWhoIsNotThere(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path archive = tar("a.tar", "-cf", dir + "/a.tar", "d");
    Result result = host.run(new Unarchive(), "src", archive, "dest", dest, "owner", "nosuchuser");
    assertEquals("chown failed: failed to look up user nosuchuser", text(result, "msg"));
    result = host.run(new Unarchive(), "src", archive, "dest", dest, "group", "nosuchgroup");
    assertEquals("chgrp failed: failed to look up group nosuchgroup", text(result, "msg"));
    Object[] both = {"src", archive, "dest", dest, "copy", true, "remote_src", true};
    assertTrue(text(host.run(new Unarchive(), both), "msg").contains("mutually exclusive"));
    assertNothingLeft();
  }
}
