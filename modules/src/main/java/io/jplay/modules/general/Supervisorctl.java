package io.jplay.modules.general;

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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Programs and groups that supervisord runs. Imitates community.general.supervisorctl.
@ModuleInfo(
    summary = "Manage the state of programs that supervisord runs",
    check = ModuleInfo.Support.FULL)
public final class Supervisorctl implements StateModule<Supervisorctl.Args> {
  private static final int RC_REFUSED = 97;
  private static final Set<String> UP = Set.of("RUNNING", "STARTING");
  private static final Set<String> NOT_DOWN = Set.of("RUNNING", "STARTING", "BACKOFF");

  enum State {
    PRESENT,
    STARTED,
    RESTARTED,
    STOPPED,
    ABSENT,
    SIGNALLED
  }

  public record Args(
      @Option(required = true) String name,
      @Option(required = true) State state,
      @Option Optional<String> config,
      @Option Optional<String> serverUrl,
      @Option Optional<String> username,
      @Option(withheld = true) Optional<String> password,
      @Option Optional<String> signal,
      @Option Optional<String> supervisorctlPath) {

    /// The name without the colon that says it is a group.
    String bareName() {
      return isGroup() ? name.substring(0, name.length() - 1) : name;
    }

    boolean isGroup() {
      return name.endsWith(":");
    }

    boolean isMatch(String process) {
      if (name.equals("all")) {
        return true;
      }
      return isGroup() ? process.startsWith(name) : process.equals(name);
    }

    String program() {
      return supervisorctlPath.orElse("supervisorctl");
    }
  }

  /// One line of its status: a process, named `group:process` where it is in a group.
  private record Supervised(String name, String state) {
    static Optional<Supervised> parse(String line) {
      String[] words = line.strip().split("\\s+");
      return words.length < 2 ? Optional.empty() : Optional.of(new Supervised(words[0], words[1]));
    }
  }

  /// A script with the function `jp_ctl`. A password goes in by a file that only its owner can
  /// read, not by words that everybody on the host can see.
  private static ScriptBuilder script(Args a, HostFacts facts) {
    var script = Call.script();
    if (a.supervisorctlPath().isPresent()) {
      script.line("[ -x {} ] || { echo 'jplay: no supervisorctl' >&2; exit 126; }", a.program());
    } else {
      Call.needs(script, a.program());
    }
    var words = new ArrayList<String>(List.of(a.program()));
    Optional<String> config = a.config().map(c -> Paths.expand(c, facts));
    if (a.password().isPresent()) {
      script
          .line("jp_conf=$(mktemp) && cat >\"$jp_conf\" || exit")
          .line("trap 'rm -f \"$jp_conf\"' EXIT")
          .stdin(login(a).getBytes(StandardCharsets.UTF_8));
      if (a.serverUrl().isEmpty() && config.isPresent()) {
        script.line(
            "sed -n 's/^[[:space:]]*serverurl[[:space:]]*=/serverurl=/p' {} | head -n 1"
                + " >>\"$jp_conf\"",
            config.get());
      }
      return script.line("jp_ctl() { {} -c \"$jp_conf\" \"$@\" 2>&1; }", a.program());
    }
    config.ifPresent(c -> words.addAll(List.of("-c", c)));
    a.serverUrl().ifPresent(u -> words.addAll(List.of("-s", u)));
    a.username().ifPresent(u -> words.addAll(List.of("-u", u)));
    return script.line(
        "jp_ctl() { " + "{} ".repeat(words.size()) + "\"$@\" 2>&1; }",
        words.toArray(String[]::new));
  }

  private static String login(Args a) {
    var text = new StringBuilder("[supervisorctl]\n");
    a.serverUrl().ifPresent(u -> text.append("serverurl=").append(escaped(u)).append('\n'));
    a.username().ifPresent(u -> text.append("username=").append(escaped(u)).append('\n'));
    return text.append("password=")
        .append(escaped(a.password().orElse("")))
        .append('\n')
        .toString();
  }

  /// supervisor expands what follows a percent sign.
  private static String escaped(String text) {
    if (text.contains("\n") || text.contains("\r")) {
      throw new ModuleFailure("a login of supervisorctl has no line breaks");
    }
    return text.replace("%", "%%");
  }

  private static Read<List<Supervised>> status(Args a, HostFacts facts) {
    var program = script(a, facts).line("jp_ctl status").program();
    return new Read<>(
        "supervisorctl " + a.config() + a.serverUrl() + a.program(),
        program,
        out -> {
          if (out.stderr().startsWith("jplay: no supervisorctl")) {
            throw new ModuleFailure(
                "Provided path to supervisorctl does not exist or isn't executable: "
                    + a.program());
          }
          return Call.found(out)
              .stdout()
              .lines()
              .map(Supervised::parse)
              .flatMap(Optional::stream)
              .toList();
        });
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(status(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.state() == State.SIGNALLED && a.signal().isEmpty()) {
      return Decision.failed("state is signalled but all of the following are missing: signal");
    }
    List<Supervised> found =
        seen.get(status(a, seen.facts())).stream().filter(p -> a.isMatch(p.name())).toList();
    Result result =
        Result.ok()
            .with("name", a.bareName())
            .with("state", a.state().name().toLowerCase(Locale.ROOT));
    return switch (a.state()) {
      case PRESENT ->
          found.isEmpty()
              ? group(a, seen, "add", "added process group", result)
              : Decision.unchanged(result);
      case ABSENT ->
          found.isEmpty()
              ? Decision.unchanged(result)
              : group(a, seen, "remove", "removed process group", result);
      case STARTED -> each(a, seen, found, new Step("start", "started", UP, false), result);
      case STOPPED -> each(a, seen, found, new Step("stop", "stopped", NOT_DOWN, true), result);
      case RESTARTED -> restart(a, seen, result);
      case SIGNALLED -> each(a, seen, found, new Step("signal", "signalled", UP, true), result);
    };
  }

  /// What is done to each process whose state is among `states` (or, not `only`, is none of them),
  /// and what supervisorctl says when it is done.
  private record Step(String verb, String said, Set<String> states, boolean only) {
    boolean concerns(Supervised process) {
      return states.contains(process.state()) == only;
    }
  }

  private static Decision each(
      Args a, Observed seen, List<Supervised> found, Step step, Result result) {
    if (found.isEmpty()) {
      return new Decision.Done(Result.failed("ERROR (no such process)").with("name", a.bareName()));
    }
    List<String> names = found.stream().filter(step::concerns).map(Supervised::name).toList();
    if (names.isEmpty()) {
      return Decision.unchanged(result);
    }
    ScriptBuilder script = script(a, seen.facts());
    doing(script);
    for (String name : names) {
      String expected = name + ": " + step.said();
      if (a.state() == State.SIGNALLED) {
        script.line("jp_do {} signal {} {}", expected, a.signal().orElse(""), name);
      } else {
        script.line("jp_do {} {} {}", expected, step.verb(), name);
      }
    }
    Value affected = Seq.of(names.stream().<Value>map(Str::of).toList());
    return change(a, script, _ -> result.with("affected", affected));
  }

  /// The configuration is read again before, so that only then is known which processes there are.
  private static Decision restart(Args a, Observed seen, Result result) {
    ScriptBuilder script = script(a, seen.facts());
    doing(script);
    script
        .line("jp_out=$(jp_ctl update) || { printf '%s' \"$jp_out\"; exit 97; }")
        .line("jp_name={} jp_names=; export jp_name", a.name())
        .line("for jp_p in $(jp_ctl status | awk '{ n = ENVIRON[\"jp_name\"] }")
        .line("NF > 1 && (n == \"all\" || $1 == n || n ~ /:$/ && index($1, n) == 1) { print $1 }')")
        .line("do jp_do \"$jp_p: started\" restart \"$jp_p\"; jp_names=\"$jp_names $jp_p\"; done")
        .line("[ -n \"$jp_names\" ] || { printf 'ERROR (no such process)'; exit 97; }")
        .line("printf '%s\\n' \"$jp_names\"");
    return change(
        a,
        script,
        out -> {
          Value affected = Seq.ofTexts(List.of(out.stdout().strip().split(" ")));
          return result.with("affected", affected);
        });
  }

  private static Decision group(Args a, Observed seen, String verb, String said, Result result) {
    ScriptBuilder script = script(a, seen.facts());
    doing(script);
    script.line("jp_ctl reread >/dev/null");
    script.line("jp_do {} {} {}", a.bareName() + ": " + said, verb, a.bareName());
    return change(a, script, _ -> result);
  }

  private static void doing(ScriptBuilder script) {
    script
        .line("jp_do() { jp_said=$1; shift; jp_out=$(jp_ctl \"$@\")")
        .line("case $jp_out in *\"$jp_said\"*) ;; *) printf '%s' \"$jp_out\"; exit 97 ;; esac; }");
  }

  private static Decision change(
      Args a, ScriptBuilder script, Function<ProgramOutput, Result> done) {
    return new Decision.Change(
        List.of(new Effect.Run("change " + a.name(), script.line(":").program(), false)),
        Result.changed(),
        Reads.NONE,
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          return out.rc() == RC_REFUSED || !out.isOk()
              ? Result.failed(out.stdout().strip()).with("name", a.bareName())
              : done.apply(out).withStatus(Status.CHANGED);
        });
  }
}
