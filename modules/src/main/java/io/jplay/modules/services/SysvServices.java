package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Services as scripts in /etc/init.d.
public final class SysvServices implements ServiceSystem {
  /// What parts the output of a program that failed from what it was.
  private static final String FAILED = "\036failed ";

  /// `levels` are those that it starts in.
  record Service(boolean exists, List<String> levels, boolean running) {
    Service {
      levels = List.copyOf(levels);
    }

    /// Whether it starts where it is meant to, or anywhere where the task names no levels.
    boolean isEnabled(List<String> wanted) {
      return wanted.isEmpty() ? !levels.isEmpty() : levels.containsAll(wanted);
    }
  }

  private static Read<Service> service(ServiceWish w) {
    var script =
        new ScriptBuilder()
            .line("PATH=$PATH:/sbin:/usr/sbin")
            .line("[ -x /etc/init.d/{} ] && printf '\\036exists\\n'", w.name())
            .line("printf '\\036levels\\n'; for jp_l in 2 3 4 5; do")
            .line(
                "for jp_f in /etc/rc$jp_l.d/S[0-9][0-9]{} /etc/rc.d/rc$jp_l.d/S[0-9][0-9]{}",
                w.name(),
                w.name())
            .line("do [ -e \"$jp_f\" ] && echo $jp_l; done; done")
            .line("printf '\\036status\\n'");
    if (w.options().pattern().isEmpty()) {
      script.line(
          "[ -x /etc/init.d/{} ] && /etc/init.d/{} status 2>&1 </dev/null", w.name(), w.name());
    } else {
      script.line("ps -ef 2>/dev/null | grep -v grep | grep -F -e {}", w.options().pattern());
    }
    script.line("printf '\\036rc\\n%s\\n' $?");
    return new Read<>(
        "sysv " + w.name() + " " + w.options().pattern(),
        script.program(),
        out -> {
          Sections s = Sections.parse(out.stdout());
          return new Service(
              s.has("exists"), s.lines("levels"), isRunning(s.text("status"), s.line("rc", 0)));
        });
  }

  /// By exit status as the LSB has it; some scripts have none of use, then the text decides.
  private static boolean isRunning(String text, String rc) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("not running") || lower.contains("stopped")) {
      return false;
    }
    return rc.equals("0") || lower.contains("is running");
  }

  @Override
  public Reads reads(ServiceWish w) {
    return Reads.of(service(w));
  }

  @Override
  public Decision decide(ServiceWish w, Observed seen, Mode mode) {
    Service service = seen.get(service(w));
    if (!service.exists()) {
      return Decision.failed("Could not find the requested service %s: ".formatted(w.name()));
    }
    List<String> levels = levels(w);
    boolean on = w.enabled().orElse(false);
    boolean enables =
        w.enabled().isPresent()
            && (on
                ? !service.isEnabled(levels)
                : levels.isEmpty()
                    ? service.isEnabled(levels)
                    : levels.stream().anyMatch(service.levels()::contains));
    String verb = w.state().map(state -> verb(state, service)).orElse("");
    var effects = new ArrayList<Effect>();
    if (enables) {
      effects.add(step(on ? "enable" : "disable", w, enable(w.name(), on, levels)));
    }
    if (!verb.isEmpty()) {
      effects.add(step(verb, w, run(w, verb)));
    }
    boolean does = !verb.isEmpty();
    Result predicted = told(w, enables, does, List.of());
    return effects.isEmpty()
        ? Decision.unchanged(predicted)
        : new Decision.Change(
            effects,
            predicted,
            Reads.NONE,
            (outputs, after) -> finished(w, enables, does, outputs));
  }

  private static List<String> levels(ServiceWish w) {
    String levels = w.options().runlevel();
    return levels.equals("default") ? List.of() : List.of(levels.split(" "));
  }

  /// Its scripts are asked to reload whether it runs or not.
  private static String verb(ServiceWish.State state, Service service) {
    return state == ServiceWish.State.RELOADED ? "reload" : state.verb(service.running());
  }

  private static Effect step(String verb, ServiceWish w, ScriptBuilder script) {
    return new Effect.Run(verb + " service " + w.name(), script.program(), false);
  }

  private static ScriptBuilder script() {
    return new ScriptBuilder()
        .line("PATH=$PATH:/sbin:/usr/sbin; exec </dev/null")
        .line(
            "jp_call() { \"$@\" || { jp_rc=$?; printf '%s%s' {} \"$*\"; exit $jp_rc; }; }", FAILED);
  }

  private static ScriptBuilder enable(String name, boolean on, List<String> levels) {
    var script = script().line("if command -v update-rc.d >/dev/null; then");
    String verb = on ? "enable" : "disable";
    if (on) {
      // without links there is nothing yet that could be enabled
      script.line("set -- /etc/rc[0-6].d/[SK][0-9][0-9]{}; if ! [ -e \"$1\" ]; then", name);
      script.line("jp_call update-rc.d {} defaults", name);
      if (!levels.isEmpty()) {
        script.line("jp_call update-rc.d {} disable", name);
      }
      script.line("fi");
    }
    script.command(words(List.of("jp_call", "update-rc.d", name, verb), levels));
    script.line("else");
    if (on) {
      script.line("jp_call chkconfig --add {}", name);
    }
    var words = new ArrayList<>(List.of("jp_call", "chkconfig"));
    if (!levels.isEmpty()) {
      words.addAll(List.of("--level", String.join("", levels)));
    }
    words.addAll(List.of(name, on ? "on" : "off"));
    return script.command(words).line("fi");
  }

  private static List<String> words(List<String> first, List<String> more) {
    var words = new ArrayList<>(first);
    words.addAll(more);
    return words;
  }

  private static ScriptBuilder run(ServiceWish w, String wanted) {
    var script = script();
    String verb = wanted;
    if (verb.equals("restart") && w.options().sleep() > 0) {
      script.line("/etc/init.d/{} stop >/dev/null 2>&1", w.name());
      script.line("sleep {}", Integer.toString(w.options().sleep()));
      verb = "start";
    }
    return w.options().arguments().isEmpty()
        ? script.line("jp_call /etc/init.d/{} " + verb, w.name())
        : script.line("jp_call /etc/init.d/{} " + verb + " {}", w.name(), w.options().arguments());
  }

  private static Result finished(
      ServiceWish w, boolean enables, boolean does, List<ProgramOutput> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      ProgramOutput out = outputs.get(i);
      if (!out.isOk()) {
        boolean first = enables && i == 0;
        String verb = first ? (w.enabled().orElse(false) ? "enable" : "disable") : state(w);
        String[] said = out.stdout().split(FAILED, 2);
        return Result.failed("Failed to %s service: %s".formatted(verb, w.name()))
            .with("cmd", said.length > 1 ? said[1] : "")
            .with("rc", out.rc())
            .with("stdout", said[0])
            .with("stderr", out.stderr());
      }
    }
    return told(w, enables, does, outputs);
  }

  private static String state(ServiceWish w) {
    return w.state().map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("null");
  }

  /// As ansible's sysvinit has it: what was done, by `enabled` and by the state.
  private static Result told(
      ServiceWish w, boolean enables, boolean does, List<ProgramOutput> outputs) {
    Dict enabled = step(enables, enables ? outputs.stream().findFirst() : Optional.empty());
    List<String> levels = levels(w);
    Dict status =
        Dict.builder()
            .put(
                "enabled",
                levels.isEmpty() ? enabled : enabled.with("runlevels", Seq.ofTexts(levels)))
            .put(
                state(w),
                step(does, does ? outputs.stream().reduce((a, b) -> b) : Optional.empty()))
            .build();
    return Result.changed(enables || does).with("name", w.name()).with("status", status);
  }

  private static Dict step(boolean changed, Optional<ProgramOutput> output) {
    return Dict.builder()
        .put("changed", changed)
        .put("rc", output.<Value>map(o -> Int.of(o.rc())).orElse(Null.NULL))
        .put("stdout", output.<Value>map(o -> new Str(o.stdout(), Tag.REMOTE)).orElse(Null.NULL))
        .put("stderr", output.<Value>map(o -> new Str(o.stderr(), Tag.REMOTE)).orElse(Null.NULL))
        .build();
  }

  /// The keys of Ansible's service.
  static Result named(ServiceWish w, boolean changed) {
    Result result = Result.changed(changed).with("name", w.name());
    if (w.enabled().isPresent()) {
      result = result.with("enabled", w.enabled().get());
    }
    return w.state().isPresent() ? result.with("state", w.state().get().reached()) : result;
  }
}
