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
import io.jplay.modules.services.SystemdUnits;
import io.jplay.modules.services.SysvServices;
import java.util.Optional;

/// Services, by the host's own init system.
@ModuleInfo(
    summary = "Manage services, whatever the init system",
    requiredOneOf = "state,enabled,masked,daemon_reload")
public final class Service implements StateModule<Service.Args> {

  public record Args(
      @Option String name,
      @Option Optional<ServiceWish.State> state,
      @Option Optional<Boolean> enabled,
      @Option(value = "", aliases = "args") String arguments,
      @Option String pattern,
      @Option("default") String runlevel,
      @Option("0") int sleep,
      @Option("auto") String use,
      @Option Optional<Boolean> masked,
      @Option(value = "false", aliases = "daemon-reload") boolean daemonReload,
      @Option(value = "false", aliases = "daemon-reexec") boolean daemonReexec,
      @Option("system") ServiceWish.Scope scope,
      @Option("false") boolean noBlock,
      @Option("false") boolean force) {}

  private static ServiceSystem system(Args a, HostFacts facts) {
    return ServiceSystem.named(
        a.use().equals("auto")
            ? facts.serviceManager()
            : a.use().substring(a.use().lastIndexOf('.') + 1));
  }

  private static ServiceWish wish(Args a) {
    return new ServiceWish(
        a.name(),
        a.state(),
        a.enabled(),
        new ServiceWish.Options(
            a.daemonReload(),
            a.daemonReexec(),
            a.masked(),
            a.scope(),
            a.noBlock(),
            a.force(),
            a.arguments(),
            a.pattern(),
            a.sleep(),
            a.runlevel(),
            "/var/service",
            "/etc/sv"));
  }

  @Override
  public Optional<String> standsFor(Args a, HostFacts facts) {
    return switch (system(a, facts)) {
      case SystemdUnits _ -> Optional.of("ansible.builtin.systemd");
      case SysvServices _ -> Optional.of("ansible.builtin.sysvinit");
      default -> Optional.empty();
    };
  }

  /// Only systemd has something to do without a service (daemon_reload).
  private static boolean lacksName(Args a, HostFacts facts) {
    return a.name().isEmpty() && !(system(a, facts) instanceof SystemdUnits);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return lacksName(a, facts) ? Reads.NONE : system(a, facts).reads(wish(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (lacksName(a, seen.facts())) {
      return Decision.failed("missing required arguments: name");
    }
    return system(a, seen.facts()).decide(wish(a), seen, mode);
  }
}
