package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a failed result tells of the program that failed: `cmd`, `rc`, `stderr`, where the module
/// does not tell them itself; `cmd` is the one command where that can be told. Of several programs
/// the first that failed counts, else the last.
final class FailedPrograms {
  private static final Pattern SPEAKER = Pattern.compile("^([a-z][a-z0-9._+-]*): ");

  private ShellProgram program = ShellProgram.of("");
  private ProgramOutput output = ProgramOutput.of(0, "", "");

  void ran(ShellProgram next, ProgramOutput said) {
    if (output.isOk()) {
      program = next;
      output = said;
    }
  }

  Result of(Result result) {
    if (!result.isFailed() || program.shown().isEmpty()) {
      return result;
    }
    Result told = with(result, "cmd", new Str(step(), Tag.NONE));
    return output.isOk()
        ? told
        : with(
            with(told, "rc", Int.of(output.rc())), "stderr", new Str(output.stderr(), Tag.REMOTE));
  }

  /// The command that failed, where one line of the program is a call of the tool that speaks last
  /// (`groupadd: ...`); else the program.
  private String step() {
    String shown = program.shown();
    List<String> said = output.stderr().strip().lines().toList();
    Matcher speaker = SPEAKER.matcher(said.isEmpty() ? "" : said.getLast());
    if (!speaker.find()) {
      return shown;
    }
    String call = speaker.group(1) + " ";
    List<String> calls = shown.lines().filter(line -> line.startsWith(call)).toList();
    return calls.size() == 1 ? calls.getFirst().replaceFirst(" \\|\\| exit$", "") : shown;
  }

  private static Result with(Result result, String key, Value value) {
    return result.fields().has(key) ? result : result.with(key, value);
  }
}
