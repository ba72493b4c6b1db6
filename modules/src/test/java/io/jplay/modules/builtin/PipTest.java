package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a program that answers as pip does and keeps its packages in a file.
class PipTest {
  private static final String PIP =
      """
      #!/bin/sh
      db=${0%%/*}/db
      case $1 in
        list) cat "$db" ;;
        install) shift; for p; do case $p in -*) ;; bad) echo 'no match' >&2; exit 1 ;;
          *==*) echo "$p" >>"$db" ;; *) echo "$p==1.0" >>"$db" ;; esac; done ;;
        uninstall) : >"$db" ;;
      esac
      """
          .replace("%%", "%");

  @TempDir Path dir;
  private Path pip;

  @BeforeEach
  void makePip() throws Exception {
    pip = Files.writeString(dir.resolve("pip"), PIP);
    Files.setPosixFilePermissions(pip, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(dir.resolve("db"), "Some.Name==2.1\n");
  }

  /// A comma within a range or within brackets parts no names.
  @ParameterizedTest
  @EnumSource
  void keepsRangesTogether(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(new Pip(), "name", "new>=1.0,<2, other[x,y],!=3,third", "executable", pip);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    assertEquals(
        "Some.Name==2.1\nnew>=1.0,<2==1.0\nother[x,y],!=3==1.0\nthird==1.0\n",
        Files.readString(dir.resolve("db")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new | latest | version is incompatible with state=latest",
        "new,old | present | argument is ambiguous when installing multiple package distributions",
        "new>1 | present | argument conflicts with any version specifier",
      })
  void refusesAVersionThatIsNotClear(String names, String state, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Object[] options = {"name", names, "state", state, "version", "1.1", "executable", pip};
    String said = host.run(new Pip(), options).fields().text("msg").orElse("");
    assertTrue(said.contains(message), said);
  }

  @ParameterizedTest
  @CsvSource({"'>=1.1,<2', 'new>=1.1,<2==1.0'", "' ~=1.1', new~=1.1==1.0", "'', new==1.0"})
  void takesAVersionWithAComparison(String version, String installed) throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Object[] options = {"name", "new", "version", version, "executable", pip};
    assertTrue(host.run(new Pip(), options).isChanged());
    assertEquals("Some.Name==2.1\n" + installed + "\n", Files.readString(dir.resolve("db")));
  }

  /// An old pip refuses the option.
  @ParameterizedTest
  @EnumSource
  void allowsABreakByTheEnvironment(ShellKind shell) throws Exception {
    Files.writeString(
        pip,
        PIP.replace(
            "\ncase", "\necho \"$PIP_BREAK_SYSTEM_PACKAGES $*\" >>\"${0%/*}/calls\"\ncase"));
    var host = new ModuleHarness(shell, dir);
    host.run(new Pip(), "name", "new", "break_system_packages", true, "executable", pip);
    String calls = Files.readString(dir.resolve("calls"));
    assertTrue(calls.contains("1 install new\n"), calls);
  }

  @ParameterizedTest
  @EnumSource
  void installsWhatIsMissing(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    assertEquals(Status.OK, host.run(new Pip(), "name", "some-name", "executable", pip).status());
    assertEquals(
        Status.OK,
        host.run(new Pip(), "name", "some_name", "version", "2.1", "executable", pip).status());
    assertEquals(Status.CHANGED, host.check(new Pip(), "name", "new", "executable", pip).status());
    Result result = host.run(new Pip(), "name", "new", "executable", pip);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    assertTrue(Files.readString(dir.resolve("db")).contains("new==1.0"));
    assertEquals(Status.OK, host.run(new Pip(), "name", "new", "executable", pip).status());
    assertEquals(
        Status.CHANGED,
        host.run(new Pip(), "name", "new", "state", "absent", "executable", pip).status());
    assertEquals(
        Status.OK,
        host.run(new Pip(), "name", "new", "state", "absent", "executable", pip).status());
    Result failed = host.run(new Pip(), "name", "bad", "executable", pip);
    assertEquals("\n:stderr: no match\n", failed.fields().text("msg").orElse(""));
    assertEquals(
        Optional.of(Seq.ofTexts(List.of(pip.toString(), "install", "bad"))),
        failed.fields().get("cmd"));
    failed = host.run(new Pip(), "name", "x", "executable", dir + "/nopip");
    assertEquals(
        "Unable to find any of " + dir + "/nopip to use.  pip needs to be installed.",
        failed.fields().text("msg").orElse(""));
    assertEquals(
        Status.FAILED, host.run(new Pip(), "name", "--index-url=x", "executable", pip).status());
  }

  @ParameterizedTest
  @EnumSource
  void saysThatTheToolOfEnvironmentsIsMissing(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(
            new Pip(),
            "name",
            "some",
            "virtualenv",
            dir.resolve("venv"),
            "virtualenv_command",
            "no-such-virtualenv");
    assertTrue(result.isFailed());
    String message = String.valueOf(result.fields().get("msg").orElseThrow());
    assertTrue(
        message.contains("Failed to find required executable \"no-such-virtualenv\" in paths"),
        message);
  }
}
