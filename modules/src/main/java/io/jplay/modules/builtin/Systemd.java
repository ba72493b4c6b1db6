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
import java.util.Optional;

/// Units of systemd.
@ModuleInfo(
    summary = "Manage systemd units",
    requiredOneOf = "state,enabled,masked,daemon_reload,daemon_reexec",
    requiredBy = {"state: name", "enabled: name", "masked: name"})
public final class Systemd implements StateModule<Systemd.Args> {

  public record Args(
      @Option(aliases = {"service", "unit"}) String name,
      @Option Optional<ServiceWish.Common> state,
      @Option Optional<Boolean> enabled,
      @Option Optional<Boolean> masked,
      @Option(value = "false", aliases = "daemon-reload") boolean daemonReload,
      @Option(value = "false", aliases = "daemon-reexec") boolean daemonReexec,
      @Option("system") ServiceWish.Scope scope,
      @Option("false") boolean noBlock,
      @Option("false") boolean force) {}

  private static ServiceSystem system(Args a, HostFacts facts) {
    return ServiceSystem.named("systemd");
  }

  private static ServiceWish wish(Args a) {
    return new ServiceWish(
        a.name(),
        a.state().map(ServiceWish.Common::state),
        a.enabled(),
        new ServiceWish.Options(
            a.daemonReload(),
            a.daemonReexec(),
            a.masked(),
            a.scope(),
            a.noBlock(),
            a.force(),
            "",
            "",
            0,
            "default",
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
