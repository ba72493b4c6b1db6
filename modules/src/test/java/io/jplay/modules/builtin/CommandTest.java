package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.event.Status;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void runsWordsWithoutAShell(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Command(), "_raw_params", "printf '%s|' \"a b\" ';' * '$(x)'");
    assertEquals("a b|;|*|$(x)|", text(result, "stdout"));
    assertEquals(Status.CHANGED, result.status());
    assertEquals(Int.of(0), result.fields().get("rc").orElseThrow());
    assertEquals(
        Seq.ofTexts(List.of("printf", "%s|", "a b", ";", "*", "$(x)")),
        result.fields().get("cmd").orElseThrow());
    assertTrue(text(result, "delta").matches("0:00:0\\d\\.\\d{6}"));
    assertTrue(text(result, "start").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}"));
    assertEquals(1, host.session().roundTrips());
  }

  @ParameterizedTest
  @EnumSource
  void expandsVariablesAndHome(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(
            new Command(), "argv", List.of("echo", "$HOME/x", "${HOME}y", "$NOT_SET_x", "~/z"));
    assertEquals(dir + "/x " + dir + "y $NOT_SET_x " + dir + "/z", text(result, "stdout"));
    String format = "-f=${Status} $X ${db:Status-Abbrev} ${Version}\\n";
    assertEquals(
        format, text(host.run(new Command(), "argv", List.of("printf", "%s", format)), "stdout"));
    String perl = "print $_ if $. > 1; $PPID ${IFS}a $OPTIND $UID";
    assertEquals(
        perl, text(host.run(new Command(), "argv", List.of("printf", "%s", perl)), "stdout"));
    Result plain =
        host.run(new Command(), "argv", List.of("echo", "$HOME"), "expand_argument_vars", false);
    assertEquals("$HOME", text(plain, "stdout"));
  }

  @ParameterizedTest
  @EnumSource
  void failsWithStatusAndOutput(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Command(), "cmd", "sh -c 'echo out; echo err >&2; exit 3'");
    assertEquals(Status.FAILED, result.status());
    assertEquals("non-zero return code", text(result, "msg"));
    assertEquals("out", text(result, "stdout"));
    assertEquals("err", text(result, "stderr"));
    assertEquals(Int.of(3), result.fields().get("rc").orElseThrow());
    assertEquals(
        "[Errno 2] No such file or directory: b'no-such-program'",
        text(host.run(new Command(), "cmd", "no-such-program x"), "msg"));
    assertEquals(
        "Unable to change directory before execution: [Errno 2] No such file or directory: b'/no'",
        text(host.run(new Command(), "cmd", "ls", "chdir", "/no"), "msg"));
  }

  /// As the shells of hosts tell it; the shell of a test is the program itself.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          137 | Killed | -9 | ''
          143 | out of it/Terminated | -15 | out of it
          139 | oopsSegmentation fault (core dumped) | -11 | oops
          137 | sh: line 7: 4711 Killed                  sh -c 'x y' | -9 | ''
          137 | Terminated | 137 | Terminated
          137 | '' | 137 | ''
          130 | '' | 130 | ''
          1 | Killed | 1 | Killed
          """)
  void tellsASignalByANegativeStatus(int rc, String stderr, int told, String left) {
    Result ended = Result.failed("x").with("rc", rc).with("stderr", stderr.replace("/", "\n"));
    Result result = CommandRun.judged(ended, "sh", "sh");
    assertEquals(Int.of(told), result.fields().get("rc").orElseThrow());
    assertEquals(left, result.fields().text("stderr").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void saysThatWarnDoesNothing(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    for (TaskModule<?> module : List.of(new Command(), new Shell())) {
      assertEquals(List.of(), host.run(module, "cmd", "true").warnings());
      assertEquals(
          List.of("the option 'warn' has no effect: ansible-core has dropped it"),
          host.run(module, "cmd", "true", "warn", false).warnings());
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksAtCreatesAndRemoves(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.writeString(dir.resolve("made file"), "");
    Result result = host.run(new Command(), "cmd", "false", "creates", dir + "/made*");
    assertEquals(Status.OK, result.status());
    assertEquals("skipped, since " + dir + "/made* exists", text(result, "stdout"));
    result = host.run(new Command(), "cmd", "false", "removes", "nothing", "chdir", dir);
    assertEquals("Did not run command since 'nothing' does not exist", text(result, "msg"));
    result = host.run(new Command(), "cmd", "pwd", "removes", "made file", "chdir", dir);
    assertEquals(dir.toRealPath().toString(), text(result, "stdout"));
  }

  @ParameterizedTest
  @EnumSource
  void predictsInCheckMode(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] touch = {"cmd", "touch x", "chdir", dir};
    assertEquals(Status.SKIPPED, host.check(new Command(), touch).status());
    Result result = host.check(new Command(), "cmd", "touch x", "creates", dir.resolve("x"));
    assertEquals(Status.CHANGED, result.status());
    assertEquals("Command would have run if not in check mode", text(result, "msg"));
    assertTrue(Files.notExists(dir.resolve("x")));
  }

  @ParameterizedTest
  @EnumSource
  void givesStandardInput(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    assertEquals(
        "a\n",
        text(
            host.run(new Command(), "cmd", "cat", "stdin", "a", "strip_empty_ends", false),
            "stdout"));
    assertEquals(
        "a",
        text(
            host.run(
                new Command(),
                "cmd",
                "cat",
                "stdin",
                "a",
                "stdin_add_newline",
                false,
                "strip_empty_ends",
                false),
            "stdout"));
  }

  @ParameterizedTest
  @EnumSource
  void neverRunsABuiltinOfTheShell(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    assertEquals(Status.FAILED, host.run(new Command(), "cmd", "exit 0").status());
  }

  /// As ansible's: `chdir`, `creates` and `removes` are paths of the host.
  @ParameterizedTest
  @EnumSource
  void pathsBeginAtHome(ShellKind shell) throws Exception {
    String home = System.getProperty("user.home");
    var host = new ModuleHarness(shell, dir);
    for (String path : List.of("~/.", "$HOME/.")) {
      Result there = host.run(new Command(), "cmd", "pwd", "chdir", path);
      assertEquals(home, text(there, "stdout"));
      Result done = host.run(new Shell(), "cmd", "pwd", "creates", path);
      assertEquals("Did not run command since '" + home + "/.' exists", text(done, "msg"));
      assertEquals("x", text(host.run(new Shell(), "cmd", "echo x", "removes", path), "stdout"));
    }
  }
}
