package io.jplay.modules.programs;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One call of a program of the host: its words, the directory that it runs in, and what it reads.
/// Programs are looked for in the directories of the system administrator too.
public record Call(List<String> words, Optional<String> chdir, String stdin) {
  private static final int RC_NOT_FOUND = 127;
  private static final String NOT_FOUND = "jplay: no program";
  private static final Pattern FAILED = Pattern.compile("\njplay: call (\\d+) failed\n$");

  public Call {
    words = List.copyOf(words);
  }

  public static Call of(List<String> words) {
    return new Call(words, Optional.empty(), "");
  }

  public static Call of(String... words) {
    return of(List.of(words));
  }

  public Call with(String... more) {
    return with(List.of(more));
  }

  public Call with(List<String> more) {
    var all = new ArrayList<>(words);
    all.addAll(more);
    return new Call(all, chdir, stdin);
  }

  public Call in(Optional<String> directory) {
    return new Call(words, directory, stdin);
  }

  /// Secrets go this way: words can be seen by everybody on the host.
  public Call reading(String text) {
    return new Call(words, chdir, text);
  }

  /// A script whose programs are found as they are here.
  public static ScriptBuilder script() {
    return new ScriptBuilder().line("PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin");
  }

  /// Runs it to see what it says, whatever its status; fails the task when there is no such
  /// program.
  public Read<ProgramOutput> read() {
    var script = script();
    needs(script, words.getFirst());
    append(script);
    return new Read<>(
        "call:" + chdir + ":" + String.join("\0", words),
        script.stdin(stdin.getBytes(StandardCharsets.UTF_8)).program(),
        Call::found);
  }

  /// Ends a script where a program is not there; [#found] tells it.
  public static ScriptBuilder needs(ScriptBuilder script, String program) {
    return script
        .line("command -v {} >/dev/null 2>&1 || {", program)
        .line(
            "printf '%s %s in paths: %s\\n' {} {} \"$PATH\" >&2; exit 127; }", NOT_FOUND, program);
  }

  /// The output; fails the task when the program was not there.
  public static ProgramOutput found(ProgramOutput out) {
    String said = out.stderr();
    if (out.rc() == RC_NOT_FOUND && said.startsWith(NOT_FOUND)) {
      String[] named = said.substring(NOT_FOUND.length() + 1).strip().split(" in paths: ", 2);
      throw new ModuleFailure(
          "Failed to find required executable \"%s\" in paths: %s".formatted(named[0], named[1]));
    }
    return out;
  }

  private void append(ScriptBuilder script) {
    chdir.ifPresent(d -> script.line("cd {} || exit", d));
    script.command(words);
  }

  /// The words as a shell would take them, as results show a command.
  public String shown() {
    return words.stream().map(Call::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\"'\"'") + "'";
  }

  /// A program that had to succeed and did not, as ansible tells it.
  public Result failure(ProgramOutput out) {
    return Result.failed(out.stderr().stripTrailing())
        .with("cmd", shown())
        .with("rc", out.rc())
        .with("stdout", out.stdout())
        .with("stderr", out.stderr());
  }

  /// The change that one call after the other makes; the first that fails ends it.
  public static Decision.Change change(List<Call> calls, Result predicted) {
    return change(calls, predicted, out -> predicted);
  }

  /// The same with a result of what all of them said. Only the first may read something.
  public static Decision.Change change(
      List<Call> calls, Result predicted, Function<ProgramOutput, Result> told) {
    return new Decision.Change(
        effects(calls),
        predicted,
        Reads.NONE,
        (outputs, after) -> finish(calls, outputs.getLast(), told));
  }

  /// The calls when a file has been written; a write that fails is the result.
  public static Decision after(Decision write, List<Call> calls, Result predicted) {
    if (!(write instanceof Decision.Change change)) {
      return change(calls, predicted);
    }
    var all = new ArrayList<>(change.effects());
    int writes = (int) all.stream().filter(e -> e instanceof Effect.Run).count();
    all.addAll(effects(calls));
    return new Decision.Change(
        all,
        predicted,
        Reads.NONE,
        (outputs, then) -> {
          Result written = change.finish().finish(outputs.subList(0, writes), then);
          return written.isFailed() ? written : finish(calls, outputs.getLast(), out -> predicted);
        });
  }

  /// The calls as one step of an apply, with which [#finish] ends.
  public static List<Effect> effects(List<Call> calls) {
    return effects(calls, new ScriptBuilder().line(":"));
  }

  /// The same with a script that is run when all of them have succeeded.
  public static List<Effect> effects(List<Call> calls, ScriptBuilder then) {
    var script = script();
    for (int i = 0; i < calls.size(); i++) {
      needs(script, calls.get(i).words().getFirst());
      script.line("jp_call() (");
      calls.get(i).append(script);
      script.line(")");
      script.line("jp_call || { jp_rc=$?; printf '\\njplay: call {} failed\\n' >&2", "" + i);
      script.line("exit $jp_rc; }");
    }
    script.append(then);
    String input = calls.isEmpty() ? "" : calls.getFirst().stdin();
    String what = calls.isEmpty() ? "change the host" : calls.getFirst().words().getFirst();
    return List.of(
        new Effect.Run(
            what, script.stdin(input.getBytes(StandardCharsets.UTF_8)).program(), false));
  }

  public static Result finish(
      List<Call> calls, ProgramOutput out, Function<ProgramOutput, Result> told) {
    if (out.isOk()) {
      return told.apply(out);
    }
    Matcher failed = FAILED.matcher(found(out).stderr());
    if (calls.isEmpty()) {
      return Result.failed(out.stderr().strip()).with("rc", out.rc());
    }
    boolean named = failed.find();
    int at = named ? Math.min(Integer.parseInt(failed.group(1)), calls.size() - 1) : 0;
    String said = named ? out.stderr().substring(0, failed.start()) : out.stderr();
    return calls.get(at).failure(ProgramOutput.of(out.rc(), out.stdout(), said));
  }
}
