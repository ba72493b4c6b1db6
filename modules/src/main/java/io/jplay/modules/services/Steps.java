package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Commands that run one after the other as one program. The first that fails ends it, and the
/// result says which one it was.
final class Steps {
  private static final int RC_STEP_FAILED = 97;
  private final List<String> verbs = new ArrayList<>();
  private final ScriptBuilder script = new ScriptBuilder();

  /// Adds a command; `verb` completes "Unable to ... service". The text and its words are those of
  /// [ScriptBuilder#line].
  Steps step(String verb, String text, String... words) {
    script.line("jp_out=$({ " + text + "; } 2>&1 </dev/null); jp_rc=$?", words);
    script.line(
        "[ $jp_rc = 0 ] || { printf '%s\\n%s\\n%s' {} \"$jp_rc\" \"$jp_out\"; exit 97; }", verb);
    verbs.add(verb);
    return this;
  }

  /// Adds shell text that does not fail.
  Steps run(String text, String... words) {
    script.line(text, words);
    verbs.add("");
    return this;
  }

  boolean isEmpty() {
    return verbs.isEmpty();
  }

  /// The change that runs these steps, with the result as predicted.
  Decision.Change change(String service, Result predicted) {
    return change(service, predicted, Reads.NONE, (result, after) -> result);
  }

  Decision.Change change(
      String service,
      Result predicted,
      Reads after,
      BiFunction<Result, Observed, Result> complete) {
    var run = new Effect.Run("change service " + service, script.line(":").program(), false);
    return new Decision.Change(
        List.of(run),
        predicted,
        after,
        (outputs, seen) -> {
          ProgramOutput out = outputs.getLast();
          return out.isOk() ? complete.apply(predicted, seen) : failure(service, out);
        });
  }

  private static Result failure(String service, ProgramOutput out) {
    String[] parts = out.stdout().split("\n", 3);
    if (out.rc() != RC_STEP_FAILED || parts.length < 3) {
      return Result.failed("Unable to change service " + service + ": " + out.stderr().strip());
    }
    return Result.failed(
        "Unable to %s service %s: %s".formatted(parts[0], service, parts[2].strip()));
  }
}
