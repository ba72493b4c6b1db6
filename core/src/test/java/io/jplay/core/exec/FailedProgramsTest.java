package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import org.junit.jupiter.api.Test;

class FailedProgramsTest {
  private static FailedPrograms after(int... codes) {
    var programs = new FailedPrograms();
    for (int code : codes) {
      var program = new ScriptBuilder().line("useradd -m {}", "bob " + code).program();
      programs.ran(program, ProgramOutput.of(code, "", "said " + code));
    }
    return programs;
  }

  @Test
  void aFailedResultTellsTheFirstProgramThatFailed() {
    Result told = after(0, 4, 5).of(Result.failed("no user"));
    assertEquals(Str.of("useradd -m 'bob 4'"), told.fields().get("cmd").orElseThrow());
    assertEquals(Int.of(4), told.fields().get("rc").orElseThrow());
    assertEquals(Str.of("said 4"), told.fields().get("stderr").orElseThrow());
  }

  @Test
  void whatTheModuleSaysItselfStays() {
    Result said = Result.failed("no user").with("cmd", "adduser").with("rc", 9);
    Result told = after(4).of(said);
    assertEquals(Str.of("adduser"), told.fields().get("cmd").orElseThrow());
    assertEquals(Int.of(9), told.fields().get("rc").orElseThrow());
  }

  @Test
  void programsThatWentWellHaveNoCode() {
    Result told = after(0).of(Result.failed("not as wanted"));
    assertEquals(Str.of("useradd -m 'bob 0'"), told.fields().get("cmd").orElseThrow());
    assertEquals(false, told.fields().has("rc"));
  }

  @Test
  void theCommandIsThatOfTheToolThatSpeaks() {
    var programs = new FailedPrograms();
    var program =
        new ScriptBuilder().line("PATH=$PATH:/sbin").line("groupadd {} || exit", "a b").program();
    programs.ran(program, ProgramOutput.of(3, "", "groupadd: 'a b' is not a valid group name"));
    Result told = programs.of(Result.failed("no group"));
    assertEquals(Str.of("groupadd 'a b'"), told.fields().get("cmd").orElseThrow());
  }

  @Test
  void othersAreLeftAsTheyAre() {
    Result fine = Result.changed();
    assertSame(fine, after(0).of(fine));
    Result early = Result.failed("no program was run");
    assertSame(early, after().of(early));
  }
}
