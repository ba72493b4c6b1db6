package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void runsALocalScript(ShellKind shell) throws Exception {
    Files.writeString(dir.resolve("s.sh"), "#!/bin/sh\necho \"$1-$2\"; exit 2\n");
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Script(), "_raw_params", "s.sh 'a b' c");
    assertEquals("a b-c\n", result.fields().text("stdout").orElseThrow());
    assertEquals(Status.FAILED, result.status());
    result = host.run(new Script(), "_raw_params", "s.sh x", "executable", "sh -e", "creates", "/");
    assertEquals(Status.SKIPPED, result.status());
  }

  @ParameterizedTest
  @EnumSource
  void leavesWhatFollowsToTheShell(ShellKind shell) throws Exception {
    Files.writeString(dir.resolve("it's me.sh"), "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
    Path out = dir.resolve("out");
    String cmd = "\"it's me.sh\" $((1 + 1)) \"$(echo a b)\" '$x' > " + out + " && echo done";
    Result result = new ModuleHarness(shell, dir).run(new Script(), "_raw_params", cmd);
    assertEquals("done\n", result.fields().text("stdout").orElse(""), result::toString);
    assertEquals("<2><a b><$x>", Files.readString(out));
  }

  @ParameterizedTest
  @EnumSource
  void aScriptGoesByItsName(ShellKind shell) throws Exception {
    Files.writeString(dir.resolve("it's me.sh"), "#!/bin/sh\nprintf %s \"${0##*/}\"\n");
    Result result =
        new ModuleHarness(shell, dir).run(new Script(), "_raw_params", "\"it's me.sh\"");
    assertEquals("it's me.sh", result.fields().text("stdout").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void namesAnInterpreterThatIsMissing(ShellKind shell) throws Exception {
    Files.writeString(dir.resolve("s.sh"), "#!/no/such/sh\r\necho x\n");
    Result result = new ModuleHarness(shell, dir).run(new Script(), "_raw_params", "s.sh");
    assertEquals(
        List.of("the interpreter that the script asks for, '/no/such/sh\r', is not there"),
        result.warnings());
    Files.writeString(dir.resolve("s.sh"), "#!/bin/sh\nno-such-program\n");
    result = new ModuleHarness(shell, dir).run(new Script(), "_raw_params", "s.sh");
    assertEquals(List.of(), result.warnings());
  }

  /// As ansible's: the shell's own words are what the script answers.
  @ParameterizedTest
  @EnumSource
  void saysOfADirectoryWhatTheShellSays(ShellKind shell) throws Exception {
    Files.writeString(dir.resolve("s.sh"), "#!/bin/sh\npwd\n");
    var host = new ModuleHarness(shell, dir);
    Result nowhere = host.run(new Script(), "cmd", "s.sh", "chdir", dir + "/none");
    assertEquals(Status.FAILED, nowhere.status());
    assertEquals("non-zero return code", nowhere.fields().text("msg").orElseThrow());
    assertEquals(true, nowhere.fields().text("stderr").orElseThrow().contains("cd:"));
    Result relative = host.run(new Script(), "cmd", "s.sh", "chdir", "none");
    assertEquals(
        "chdir none must be an absolute path for a Unix-aware remote node",
        relative.fields().text("msg").orElseThrow());
    Result there = host.run(new Script(), "cmd", "s.sh", "chdir", dir);
    assertEquals(dir + "\n", there.fields().text("stdout").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void looksForNoScriptThatNeedNotRun(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result done = host.run(new Script(), "cmd", "gone.sh", "creates", dir);
    assertEquals(Status.SKIPPED, done.status());
    assertEquals(dir + " exists, matching creates option", done.fields().text("msg").orElseThrow());
    Files.writeString(dir.resolve("s.sh"), "#!/bin/sh\n");
    Result check = host.check(new Script(), "cmd", "s.sh", "creates", dir + "/none");
    assertEquals(Result.changed().fields(), check.fields());
    assertEquals(Status.CHANGED, check.status());
  }
}
