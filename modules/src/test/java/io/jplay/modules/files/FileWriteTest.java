package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.api.Effect;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.ProcessSession;
import io.jplay.modules.testing.ShellKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileWriteTest {
  private static final AttributeChange NOTHING = change(OptionalInt.empty());

  @TempDir Path temp;

  private static AttributeChange change(OptionalInt mode) {
    return new AttributeChange(
        Optional.empty(),
        Optional.empty(),
        mode,
        Optional.empty(),
        Optional.empty(),
        Dict.EMPTY,
        Dict.EMPTY);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<FileStat> stat(ProcessSession session, Path file) throws Exception {
    var read = PathState.read(file.toString(), session.facts());
    return read.parser().apply(session.run(read.program())).self();
  }

  private FileWrite.Written write(ProcessSession session, FileWrite write) throws Exception {
    ProgramOutput last = ProgramOutput.of(0, "", "");
    String upload = "";
    for (Effect effect : write.effects()) {
      switch (effect) {
        case Effect.ReleaseShells release -> session.releaseShells(release.user());
        case Effect.Upload(var content) -> upload = session.upload(content);
        case Effect.Run(var what, var program, var checked) -> {
          var environment = Map.of("JPLAY_UPLOAD", upload);
          last = session.run(program.withEnvironment(environment));
        }
      }
    }
    return write.parse(List.of(last));
  }

  private List<String> names() throws Exception {
    try (Stream<Path> all = Files.list(temp)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesANewFileOfAnyBytes(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    Path file = temp.resolve("-new 'file'");
    byte[] bytes = {0, 1, 2, (byte) 0xff, '\r', '\n', 0};
    write(
        session,
        FileWrite.ofBytes(
            file.toString(),
            bytes,
            Optional.empty(),
            change(OptionalInt.of(0640)),
            FileWrite.Options.NONE));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("-new 'file'"), names());
  }

  @ParameterizedTest
  @EnumSource
  void uploadsLargeContentAndKeepsMode(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    Path file = Files.writeString(temp.resolve("f"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx--x---"));
    byte[] bytes = utf8("x".repeat(100_000));
    write(
        session,
        FileWrite.ofBytes(
            file.toString(), bytes, stat(session, file), NOTHING, FileWrite.Options.NONE));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @ParameterizedTest
  @EnumSource
  void keepsABackup(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    Path file = Files.writeString(temp.resolve("f"), "old");
    var written =
        write(
            session,
            FileWrite.ofBytes(
                file.toString(),
                utf8("new"),
                stat(session, file),
                NOTHING,
                new FileWrite.Options(true, Optional.empty(), FileWrite.InPlace.REFUSED)));
    String backup = written.backup().orElseThrow();
    assertEquals("old", Files.readString(Path.of(backup)));
    assertEquals("new", Files.readString(file));
    assertEquals(
        true, backup.matches(".*/f\\.\\d+\\.\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d~"), backup);
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingWhenTheFileChangedMeanwhile(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    Path file = Files.writeString(temp.resolve("f"), "old");
    var before = stat(session, file);
    Files.writeString(file, "somebody else");
    var write =
        FileWrite.ofBytes(file.toString(), utf8("new"), before, NOTHING, FileWrite.Options.NONE);
    assertThrows(ModuleFailure.class, () -> write(session, write));
    assertEquals("somebody else", Files.readString(file));
    assertEquals(List.of("f"), names());
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingThatIsNotValid(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    Path file = Files.writeString(temp.resolve("f"), "old");
    var write =
        FileWrite.ofBytes(
            file.toString(),
            utf8("new"),
            stat(session, file),
            NOTHING,
            new FileWrite.Options(
                false, Optional.of("grep -c \"ol d\" %s"), FileWrite.InPlace.REFUSED));
    var failure = assertThrows(ModuleFailure.class, () -> write(session, write));
    assertEquals("failed to validate", failure.result().fields().text("msg").orElseThrow());
    assertEquals("0\n", failure.result().fields().text("stdout").orElseThrow());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("f"), names());
  }

  @ParameterizedTest
  @EnumSource
  void writesInPlaceAsTheTaskSaysOrTheEnvironment(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    assertEquals("yes", inPlace(session, "allowed", "0"));
    assertEquals("no", inPlace(session, "refused", "1"));
    assertEquals("no", inPlace(session, "by_environment", ""));
    assertEquals("no", inPlace(session, "by_environment", "0"));
    assertEquals("yes", inPlace(session, "by_environment", "1"));
    assertEquals("yes", inPlace(session, "by_environment", "True"));
  }

  private static String inPlace(ProcessSession session, String told, String environment)
      throws Exception {
    var script =
        new ScriptBuilder()
            .use("sh/write.sh", FileWrite.class)
            .line("ANSIBLE_UNSAFE_WRITES={}", environment)
            .line("if jp_in_place {}; then echo yes; else echo no; fi", told);
    return session.run(script.program()).stdout().strip();
  }

  @ParameterizedTest
  @EnumSource
  void saysThatTheDirectoryIsMissing(ShellKind shell) throws Exception {
    var session = new ProcessSession(shell, temp);
    var write =
        FileWrite.ofBytes(
            temp.resolve("no/where").toString(),
            utf8("x"),
            Optional.empty(),
            change(OptionalInt.of(0644)),
            FileWrite.Options.NONE);
    var failure = assertThrows(ModuleFailure.class, () -> write(session, write));
    assertEquals(
        true, failure.result().fields().text("msg").orElseThrow().contains("does not exist"));
  }
}
