package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Reads;
import java.util.Optional;

/// How one kind of init sees and changes a service. Pure, stateless.
public sealed interface ServiceSystem
    permits SystemdUnits, RunitServices, OpenrcServices, SysvServices {
  Reads reads(ServiceWish wish);

  Decision decide(ServiceWish wish, Observed seen, Mode mode);

  /// The system for a name as the fact `service_mgr` has it; scripts in /etc/init.d for a name that
  /// means nothing to us, as Ansible's service does.
  static ServiceSystem named(String manager) {
    return known(manager).orElseGet(SysvServices::new);
  }

  static Optional<ServiceSystem> known(String manager) {
    return switch (manager) {
      case "systemd", "systemd_service" -> Optional.of(new SystemdUnits());
      case "runit" -> Optional.of(new RunitServices());
      case "openrc" -> Optional.of(new OpenrcServices());
      case "sysvinit", "service", "init", "upstart" -> Optional.of(new SysvServices());
      default -> Optional.empty();
    };
  }
}
