package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.programs.Call;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Modules of the kernel: loaded or not, now and at boot. Imitates community.general.modprobe.
@ModuleInfo(summary = "Load or unload kernel modules")
public final class Modprobe implements StateModule<Modprobe.Args> {
  public enum State {
    ABSENT,
    PRESENT
  }

  /// What holds at the next boot.
  public enum Persistence {
    DISABLED,
    ABSENT,
    PRESENT
  }

  public record Args(
      @Option(required = true) String name,
      @Option("present") State state,
      @Option String params,
      @Option("disabled") Persistence persistent,
      @Option(name = "_root") Optional<String> testRoot) {

    String etc() {
      return testRoot.orElse("/etc");
    }

    List<String> words() {
      return params.isBlank() ? List.of() : List.of(params.strip().split("\\s+"));
    }
  }

  /// Whether it is loaded, whether files ask for it at boot, and with which parameters.
  private record Seen(boolean loaded, boolean atBoot, Set<String> params) {
    static Seen parse(String text) {
      List<String> lines = text.lines().toList();
      return new Seen(
          lines.contains("loaded"),
          lines.contains("boot"),
          lines.stream()
              .filter(l -> l.startsWith("param "))
              .map(l -> l.substring("param ".length()))
              .collect(Collectors.toSet()));
    }
  }

  /// Lines of the files, as sed finds them: the name is a word without special signs but dots.
  private static ScriptBuilder files(Args a) {
    return Call.script()
        .line("jp_name={}", a.name().replace(".", "\\."))
        .line("jp_boot={} jp_opts={}", a.etc() + "/modules-load.d", a.etc() + "/modprobe.d")
        .line("jp_load=\"^ *$jp_name *\\([#;].*\\)\\{0,1\\}\\$\"")
        .line("jp_comment() { for jp_f in \"$1\"/*; do [ ! -f \"$jp_f\" ] ||")
        .line("sed -i \"s/$2/#&/\" \"$jp_f\" || exit; done; }")
        .line("jp_set=\"^options $jp_name \\([A-Za-z0-9_]*=[^ ]*\\) *\\([#;].*\\)\\{0,1\\}\\$\"");
  }

  private static Read<Seen> state(Args a) {
    String kernel = a.name().replace('-', '_');
    var script =
        files(a)
            .line("grep -q {} /proc/modules 2>/dev/null && echo loaded", "^" + kernel + " ")
            .line(
                "grep -q {} \"/lib/modules/$(uname -r)/modules.builtin\" 2>/dev/null && echo"
                    + " loaded",
                "/" + a.name() + "\\.ko")
            .line("for jp_f in \"$jp_boot\"/*; do [ -f \"$jp_f\" ] || continue")
            .line("grep -q -e \"$jp_load\" \"$jp_f\" && echo boot; done")
            .line("for jp_f in \"$jp_opts\"/*; do [ -f \"$jp_f\" ] || continue")
            .line("sed -n \"s/$jp_set/param \\1/p\" \"$jp_f\"; done; :");
    return new Read<>(
        "modprobe:" + a.etc() + ":" + a.name(), script.program(), out -> Seen.parse(out.stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(state(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (!a.name().matches("[A-Za-z0-9_.-]+")) {
      return Decision.failed("not a name of a kernel module: " + a.name());
    }
    Seen now = seen.get(state(a));
    boolean present = a.state() == State.PRESENT;
    Result result =
        Result.ok()
            .with("name", a.name())
            .with("params", a.params())
            .with("state", a.state().name().toLowerCase(Locale.ROOT));
    Call tool =
        present
            ? Call.of("modprobe", a.name()).with(a.words())
            : Call.of("modprobe", "-r", a.name());
    List<Call> calls = now.loaded() == present ? List.of() : List.of(tool);
    ScriptBuilder script = files(a);
    boolean boots = boot(a, now, script);
    if (calls.isEmpty() && !boots) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    return new Decision.Change(
        Call.effects(calls, script),
        changed,
        Reads.NONE,
        (outputs, after) ->
            Call.finish(calls, outputs.getLast(), out -> changed).withAll(result.fields()));
  }

  /// Adds what is to be done for the next boot; whether there is anything.
  private static boolean boot(Args a, Seen now, ScriptBuilder script) {
    boolean sets = !now.params().equals(Set.copyOf(a.words()));
    switch (a.persistent()) {
      case DISABLED -> {
        return false;
      }
      case PRESENT -> {
        if (now.atBoot() && !sets) {
          return false;
        }
        if (!now.atBoot()) {
          script.line(
              "mkdir -p \"$jp_boot\" && printf '%s\\n' {} >\"$jp_boot\"/{}",
              a.name(), a.name() + ".conf");
        }
        if (sets) {
          script.line("jp_comment \"$jp_opts\" \"$jp_set\"; mkdir -p \"$jp_opts\" || exit");
          script.line("jp_f=$jp_opts/{}; : >\"$jp_f\" || exit", a.name() + ".conf");
          a.words()
              .forEach(
                  w -> script.line("printf 'options %s %s\\n' {} {} >>\"$jp_f\"", a.name(), w));
        }
      }
      case ABSENT -> {
        if (!now.atBoot() && now.params().isEmpty()) {
          return false;
        }
        script.line("jp_comment \"$jp_boot\" \"$jp_load\"; jp_comment \"$jp_opts\" \"$jp_set\"");
      }
    }
    return true;
  }
}
