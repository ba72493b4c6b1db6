package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.shell.ShellProgram;
import io.jplay.modules.testing.ProcessSession;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PathStateTest {
  @TempDir Path temp;

  private PathState see(ShellKind shell, Path path) throws Exception {
    var session = new ProcessSession(shell, temp);
    var read = PathState.read(path.toString(), session.facts());
    return read.parser().apply(session.run(read.program()));
  }

  @ParameterizedTest
  @EnumSource
  void seesAFile(ShellKind shell) throws Exception {
    Path file = temp.resolve("it's a\nfile");
    Files.writeString(file, "12345");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    PathState seen = see(shell, file);
    FileStat stat = seen.self().orElseThrow();
    assertEquals("file", seen.state());
    assertEquals(5, stat.size());
    assertEquals(0640, stat.mode());
    assertEquals(Files.getOwner(file).getName(), stat.owner());
    assertEquals(4, stat.token().split(" ").length);
  }

  @ParameterizedTest
  @EnumSource
  void seesLinksAndTheirEnds(ShellKind shell) throws Exception {
    Path dir = Files.createDirectory(temp.resolve("d"));
    Path link = Files.createSymbolicLink(temp.resolve("-l"), Path.of("d"));
    PathState seen = see(shell, link);
    assertTrue(seen.isLink());
    assertTrue(seen.isDirectory());
    assertEquals("d", seen.link());
    assertEquals(dir.toRealPath().toString(), seen.realPath());

    Path broken = Files.createSymbolicLink(temp.resolve("broken"), Path.of("no\nwhere\n"));
    PathState other = see(shell, broken);
    assertTrue(other.isLink());
    assertEquals(Optional.empty(), other.followed());
    assertEquals("no\nwhere\n", other.link());
  }

  @ParameterizedTest
  @EnumSource
  void absentIsNoProblem(ShellKind shell) throws Exception {
    PathState seen = see(shell, temp.resolve("nothing"));
    assertFalse(seen.exists());
    assertEquals("absent", seen.state());
    assertEquals("", seen.problem());
  }

  @ParameterizedTest
  @EnumSource
  void fallsBackToLs(ShellKind shell) throws Exception {
    Path file = Files.writeString(temp.resolve("f"), "abc");
    var session = new ProcessSession(shell, temp);
    var read = PathState.read(file.toString(), session.facts());
    var without = ShellProgram.of("stat() { return 1; }\n" + read.program().script());
    PathState seen = read.parser().apply(session.run(without));
    assertEquals(3, seen.self().orElseThrow().size());
    assertEquals("file", seen.state());
    assertEquals("", seen.self().orElseThrow().token());
  }
}
