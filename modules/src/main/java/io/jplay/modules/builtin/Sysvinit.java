package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.StateModule;
import io.jplay.modules.services.ServiceSystem;
import io.jplay.modules.services.ServiceWish;
import java.util.List;
import java.util.Optional;

/// Services as scripts in /etc/init.d.
@ModuleInfo(summary = "Manage System V services", requiredOneOf = "state,enabled")
public final class Sysvinit implements StateModule<Sysvinit.Args> {

  public record Args(
      @Option(required = true, aliases = "service") String name,
      @Option Optional<ServiceWish.Common> state,
      @Option Optional<Boolean> enabled,
      @Option(value = "", aliases = "args") String arguments,
      @Option String pattern,
      @Option("1") int sleep,
      @Option("false") boolean daemonize,
      @Option List<String> runlevels) {}

  private static ServiceSystem system(Args a, HostFacts facts) {
    return ServiceSystem.named("sysvinit");
  }

  private static ServiceWish wish(Args a) {
    return new ServiceWish(
        a.name(),
        a.state().map(ServiceWish.Common::state),
        a.enabled(),
        new ServiceWish.Options(
            false,
            false,
            Optional.empty(),
            ServiceWish.Scope.SYSTEM,
            false,
            false,
            a.arguments(),
            a.pattern(),
            a.sleep(),
            a.runlevels().isEmpty() ? "default" : String.join(" ", a.runlevels()),
            "/var/service",
            "/etc/sv"));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return system(a, facts).reads(wish(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    return system(a, seen.facts()).decide(wish(a), seen, mode);
  }
}
