package io.jplay.modules.general;

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

/// Services of runit.
@ModuleInfo(summary = "Manage runit services")
public final class Runit implements StateModule<Runit.Args> {

  public record Args(
      @Option(required = true) String name,
      @Option Optional<ServiceWish.State> state,
      @Option Optional<Boolean> enabled,
      @Option("/var/service") String serviceDir,
      @Option("/etc/sv") String serviceSrc) {}

  private static ServiceSystem system(Args a, HostFacts facts) {
    return ServiceSystem.named("runit");
  }

  private static ServiceWish wish(Args a) {
    return new ServiceWish(
        a.name(),
        a.state(),
        a.enabled(),
        new ServiceWish.Options(
            false,
            false,
            Optional.empty(),
            ServiceWish.Scope.SYSTEM,
            false,
            false,
            "",
            "",
            0,
            "default",
            a.serviceDir(),
            a.serviceSrc()));
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
