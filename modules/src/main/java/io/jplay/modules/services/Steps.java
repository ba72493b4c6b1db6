package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.modules.facts.Sections;
import java.util.List;

/// Commands that run one after the other as one program. The first that fails ends it, and the
/// result says which one it was.
final class Steps {
  private static final int RC_STEP_FAILED = 97;
  private final ScriptBuilder script = new ScriptBuilder();
  private final Message message;

  /// The message for the command of a verb that failed, by its exit status and what it printed.
  @FunctionalInterface
  interface Message {
    String of(String verb, String rc, String said);
  }

  /// The result of a program whose steps all worked, by what they printed and was seen afterwards.
  @FunctionalInterface
  interface Completion {
    Result of(Result predicted, Sections said, Observed after);
  }

  Steps(Message message) {
    this.message = message;
  }

  /// "Unable to `verb` service ...", as most modules have it.
  static Steps of(String service) {
    return new Steps(
        (verb, rc, said) -> "Unable to %s service %s: %s".formatted(verb, service, said.strip()));
  }

  /// Adds a command. The text and its words are those of [ScriptBuilder#line].
  Steps step(String verb, String text, String... words) {
    return guarded(verb, text, text, words);
  }

  /// Adds a command of whose output only the errors matter.
  Steps quietStep(String verb, String text, String... words) {
    return guarded(verb, text + " 2>&1 >/dev/null", text, words);
  }

  /// `called` is what a failure says of the command: with the same words, as the host has them.
  Steps guarded(String verb, String text, String called, String... words) {
    script.line("printf '\\036%s\\n' {}", verb);
    script.line("{ " + text + "; } 2>&1 </dev/null ||", words);
    script.line("{ jp_rc=$?; printf '\\036failed\\n%s\\n%s\\n' $jp_rc {}", verb);
    script.line("printf '%s ' " + called + "; exit 97; }", words);
    return this;
  }

  /// Adds shell text that does not fail.
  Steps run(String text, String... words) {
    script.line(text, words);
    return this;
  }

  /// The change that runs these steps, with the result as predicted.
  Decision.Change change(String service, Result predicted) {
    return change(service, predicted, Reads.NONE, (result, said, after) -> result);
  }

  Decision.Change change(String service, Result predicted, Reads after, Completion completion) {
    var run = new Effect.Run("change service " + service, script.line(":").program(), false);
    return new Decision.Change(
        List.of(run),
        predicted,
        after,
        (outputs, seen) -> {
          ProgramOutput out = outputs.getLast();
          return out.isOk()
              ? completion.of(predicted, Sections.parse(out.stdout()), seen)
              : failure(service, out);
        });
  }

  private Result failure(String service, ProgramOutput out) {
    Sections said = Sections.parse(out.stdout());
    if (out.rc() != RC_STEP_FAILED || !said.has("failed")) {
      return Result.failed("Unable to change service " + service + ": " + out.stderr().strip());
    }
    String verb = said.line("failed", 1);
    String rc = said.line("failed", 0);
    return Result.failed(message.of(verb, rc, said.text(verb)))
        .with("cmd", new Str(said.line("failed", 2).strip(), Tag.REMOTE))
        .with("rc", rc.matches("\\d{1,3}") ? Integer.parseInt(rc) : out.rc())
        .withAll(Dict.builder().put("stderr", new Str(said.text(verb), Tag.REMOTE)).build());
  }
}
