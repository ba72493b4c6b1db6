package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import java.util.List;

/// Services of OpenRC.
public final class OpenrcServices implements ServiceSystem {

  record Service(boolean exists, boolean enabled, int status) {
    boolean isUp() {
      return status == 0;
    }
  }

  private static Read<Service> service(ServiceWish w) {
    var program =
        new ScriptBuilder()
            .line("PATH=$PATH:/sbin:/usr/sbin")
            .line("rc-service --exists {} >/dev/null 2>&1 && printf '\\036exists\\n'", w.name())
            .line("printf '\\036levels\\n'; rc-update show 2>/dev/null")
            .line("rc-service {} status >/dev/null 2>&1 </dev/null", w.name())
            .line("printf '\\036status\\n%s\\n' $?")
            .program();
    return new Read<>(
        "openrc " + w.options().runlevel() + " " + w.name(),
        program,
        out -> {
          Sections s = Sections.parse(out.stdout());
          boolean enabled =
              s.lines("levels").stream().anyMatch(l -> isIn(l, w.name(), w.options().runlevel()));
          String status = s.line("status", 0);
          return new Service(
              s.has("exists"), enabled, status.matches("\\d{1,3}") ? Integer.parseInt(status) : 3);
        });
  }

  /// A line of `rc-update show`: ` sshd | default boot`.
  private static boolean isIn(String line, String name, String runlevel) {
    int bar = line.indexOf('|');
    return bar > 0
        && line.substring(0, bar).strip().equals(name)
        && List.of(line.substring(bar + 1).strip().split("\\s+")).contains(runlevel);
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
    var steps = Steps.of(w.name());
    steps.run("PATH=$PATH:/sbin:/usr/sbin");
    boolean changed = w.enabled().isPresent() && w.enabled().get() != service.enabled();
    if (changed) {
      boolean on = w.enabled().orElse(false);
      steps.step(
          on ? "enable" : "disable",
          on ? "rc-update add {} {}" : "rc-update del {} {}",
          w.name(),
          w.options().runlevel());
    }
    String verb = w.state().map(state -> state.verb(service.isUp())).orElse("");
    if (!verb.isEmpty()) {
      changed = true;
      steps.step(verb, "rc-service {} " + verb, w.name());
    }
    Result result = SysvServices.named(w, changed);
    return changed ? steps.change(w.name(), result) : Decision.unchanged(result);
  }
}
