package io.jplay.modules.posix;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TaskContext;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Patches files by the host's patch, tried before anything is written. Imitates
/// ansible.posix.patch.
@ModuleInfo(
    summary = "Apply patch files by patch",
    missing = "src is required",
    requiredOneOf = "dest,basedir",
    check = ModuleInfo.Support.FULL)
public final class Patch implements StateModule<Patch.Args> {
  private static final String NO_TRIAL =
      "the host's patch is not that of GNU: it cannot try a patch without writing";

  enum State {
    PRESENT,
    ABSENT
  }

  /// A patch file of the controller.
  record Text(byte[] bytes) {
    Text {
      bytes = bytes.clone();
    }
  }

  public record Args(
      @Option(required = true, aliases = "patchfile") String src,
      @Option Optional<String> basedir,
      @Option(aliases = "originalfile") Optional<String> dest,
      @Option("false") boolean remoteSrc,
      @Option("0") int strip,
      @Option("false") boolean backup,
      @Option("false") boolean binary,
      @Option("false") boolean ignoreWhitespace,
      @Option("present") State state,
      @Option(name = "_text") Optional<Text> text) {

    Args with(Text found) {
      return new Args(
          src,
          basedir,
          dest,
          remoteSrc,
          strip,
          backup,
          binary,
          ignoreWhitespace,
          state,
          Optional.of(found));
    }
  }

  @Override
  public Args prepare(Args a, TaskContext context) {
    if (a.remoteSrc()) {
      return a;
    }
    Path file = context.find("files", a.src());
    try {
      return a.with(new Text(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + file + ": " + e.getMessage());
    }
  }

  /// A script with the patch in the file `$jp_src`, and the function `jp_patch`.
  private static ScriptBuilder script(Args a, HostFacts facts) {
    ScriptBuilder script = Call.needs(Call.script(), "patch");
    if (a.text().isPresent()) {
      script
          .line("jp_src=$(mktemp) && cat >\"$jp_src\" || exit")
          .line("trap 'rm -f \"$jp_src\"' EXIT")
          .stdin(a.text().get().bytes());
    } else {
      script.line("jp_src={}", Paths.expand(a.src(), facts));
    }
    // a busybox shell would take what it has of that name inside
    script.line(
        "jp_tool=$(IFS=:; for d in $PATH; do [ ! -x \"$d/patch\" ] || break; done; echo"
            + " \"$d/patch\")");
    script.line("jp_file={}", dest(a, facts));
    var words = new ArrayList<String>(List.of("-s", "--strip=" + a.strip()));
    a.basedir().ifPresent(d -> words.add("--directory=" + Paths.expand(d, facts)));
    if (a.binary()) {
      words.add("--binary");
    }
    if (a.ignoreWhitespace()) {
      words.add("--ignore-whitespace");
    }
    script.line(
        "jp_patch() { \"$jp_tool\" "
            + "{} ".repeat(words.size())
            + "--input=\"$jp_src\" \"$@\" ${jp_file:+\"$jp_file\"}; }",
        words.toArray(String[]::new));
    return script;
  }

  private static String dest(Args a, HostFacts facts) {
    return a.dest().map(d -> Paths.expand(d, facts)).orElse("");
  }

  /// Sections `problem`, `applied` where it is there already, `trial` with what patch says of it,
  /// and `fits` where it can be put in.
  private static Read<Sections> tried(Args a, HostFacts facts) {
    String basedir = a.basedir().map(d -> Paths.expand(d, facts)).orElse("");
    String dest = dest(a, facts);
    ScriptBuilder script = script(a, facts);
    script.line("jp_no() { printf '\\036problem\\n%s\\n' \"$1\"; exit 0; }");
    script.line("\"$jp_tool\" --version 2>/dev/null | grep -q GNU || jp_no {}", NO_TRIAL);
    script.line(
        "[ -r \"$jp_src\" ] || jp_no {}", "src " + a.src() + " doesn't exist or not readable");
    if (!dest.isEmpty()) {
      script.line(
          "{ [ -f {} ] && [ -w {} ]; } || jp_no {}",
          dest,
          dest,
          "dest " + dest + " doesn't exist or not writable");
    }
    if (!basedir.isEmpty()) {
      script.line("[ -d {} ] || jp_no {}", basedir, "basedir " + basedir + " doesn't exist");
    }
    script.line("set -- --dry-run --reject-file=-");
    script.line("! jp_patch \"$@\" --reverse --force >/dev/null 2>&1 || printf '\\036applied\\n'");
    script.line("printf '\\036trial\\n'");
    script.line("! jp_patch \"$@\" --forward --batch 2>&1 || printf '\\036fits\\n'");
    return new Read<>(
        "patch " + a, script.program(), out -> Sections.parse(Call.found(out).stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(tried(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Sections s = seen.get(tried(a, seen.facts()));
    if (s.has("problem")) {
      return Decision.failed(s.line("problem", 0));
    }
    boolean absent = a.state() == State.ABSENT;
    if (s.has("applied") != absent) {
      return Decision.unchanged(Result.ok());
    }
    if (!absent && !s.has("fits")) {
      return Decision.failed(s.text("trial"));
    }
    ScriptBuilder script = script(a, seen.facts());
    var words = new ArrayList<String>(List.of("jp_patch", "--reject-file=-", "--batch"));
    words.add(absent ? "--reverse" : "--forward");
    if (a.backup()) {
      words.addAll(List.of("--backup", "--version-control=numbered"));
    }
    script.command(words);
    Result changed = Result.changed();
    return new Decision.Change(
        List.of(new Effect.Run("patch by " + a.src(), script.program(), false)),
        changed,
        Reads.NONE,
        (outputs, after) ->
            outputs.getLast().isOk()
                ? changed
                : Result.failed(outputs.getLast().stdout() + outputs.getLast().stderr()));
  }
}
