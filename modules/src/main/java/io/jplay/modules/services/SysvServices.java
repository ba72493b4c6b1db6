package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import java.util.Locale;

/// Services as scripts in /etc/init.d.
public final class SysvServices implements ServiceSystem {

  record Service(boolean exists, boolean enabled, boolean running) {}

  private static Read<Service> service(ServiceWish w) {
    var script =
        new ScriptBuilder()
            .line("PATH=$PATH:/sbin:/usr/sbin")
            .line("[ -x /etc/init.d/{} ] && printf '\\036exists\\n'", w.name())
            .line(
                "for jp_f in /etc/rc[2345].d/S[0-9][0-9]{} /etc/rc.d/rc[2345].d/S[0-9][0-9]{}; do",
                w.name(),
                w.name())
            .line("[ -e \"$jp_f\" ] && printf '\\036enabled\\n'; done")
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
              s.has("exists"), s.has("enabled"), isRunning(s.text("status"), s.line("rc", 0)));
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
      return Decision.failed("Could not find the requested service %s: host".formatted(w.name()));
    }
    var steps = new Steps();
    steps.run("PATH=$PATH:/sbin:/usr/sbin");
    boolean changed = w.enabled().isPresent() && w.enabled().get() != service.enabled();
    if (changed) {
      enable(steps, w.name(), w.enabled().orElse(false));
    }
    String verb =
        w.state()
            .map(state ->
                switch (state) {
                  case STARTED, ONCE -> service.running() ? "" : "start";
                  case STOPPED, KILLED -> service.running() ? "stop" : "";
                  case RESTARTED -> "restart";
                  case RELOADED -> service.running() ? "reload" : "start";
                })
            .orElse("");
    if (!verb.isEmpty()) {
      changed = true;
      run(steps, w, verb);
    }
    Result result = named(w, changed);
    return changed ? steps.change(w.name(), result) : Decision.unchanged(result);
  }

  private static void enable(Steps steps, String name, boolean on) {
    String debian =
        on ? "update-rc.d {} defaults && update-rc.d {} enable" : "update-rc.d {} disable";
    String redHat = on ? "chkconfig --add {} && chkconfig {} on" : "chkconfig {} off";
    String text =
        "if command -v update-rc.d >/dev/null; then " + debian + "; else " + redHat + "; fi";
    steps.step(
        on ? "enable" : "disable",
        text,
        on ? new String[] {name, name, name, name} : new String[] {name, name});
  }

  private static void run(Steps steps, ServiceWish w, String verb) {
    String arguments = w.options().arguments();
    if (verb.equals("restart") && w.options().sleep() > 0) {
      steps.run("/etc/init.d/{} stop >/dev/null 2>&1 </dev/null", w.name());
      steps.run("sleep {}", Integer.toString(w.options().sleep()));
      verb = "start";
    }
    if (arguments.isEmpty()) {
      steps.step(verb, "/etc/init.d/{} " + verb, w.name());
    } else {
      steps.step(verb, "/etc/init.d/{} " + verb + " {}", w.name(), arguments);
    }
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
