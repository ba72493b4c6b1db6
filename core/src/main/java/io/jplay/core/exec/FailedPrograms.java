package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;

/// What a failed result tells of the program that failed: `cmd`, `rc`, `stderr`, where the module
/// does not tell them itself. Of several programs the first that failed counts, else the last.
final class FailedPrograms {
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
    Result told = with(result, "cmd", new Str(program.shown(), Tag.NONE));
    return output.isOk()
        ? told
        : with(
            with(told, "rc", Int.of(output.rc())), "stderr", new Str(output.stderr(), Tag.REMOTE));
  }

  private static Result with(Result result, String key, Value value) {
    return result.fields().has(key) ? result : result.with(key, value);
  }
}
