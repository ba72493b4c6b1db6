package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.services.ServiceSystem;
import io.jplay.modules.services.ServiceWish;
import io.jplay.modules.services.SystemdUnits;
import io.jplay.modules.services.SysvServices;
import java.util.ArrayList;
import java.util.Optional;

/// Services, by the host's own init system.
@ModuleInfo(
    summary = "Manage services, whatever the init system",
    requiredOneOf = "state,enabled,masked,daemon_reload")
public final class Service implements StateModule<Service.Args> {

  public record Args(
      @Option String name,
      @Option Optional<ServiceWish.Common> state,
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
        a.state().map(ServiceWish.Common::state),
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
    ServiceSystem system = system(a, seen.facts());
    if (!(system instanceof SystemdUnits) && a.state().isEmpty() && a.enabled().isEmpty()) {
      return Decision.failed("one of the following is required: state, enabled");
    }
    Decision decision = system.decide(wish(a), seen, mode);
    return system instanceof SystemdUnits ? warned(a, decision) : decision;
  }

  private static Decision warned(Args a, Decision decision) {
    return switch (decision) {
      case Decision.Done(Result result) -> new Decision.Done(warned(a, result));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              warned(a, change.predicted()),
              change.after(),
              (outputs, after) -> warned(a, change.finish().finish(outputs, after)));
    };
  }

  private static Result warned(Args a, Result result) {
    var unused = new ArrayList<String>();
    if (!a.pattern().isEmpty()) {
      unused.add("pattern");
    }
    if (!a.runlevel().equals("default")) {
      unused.add("runlevel");
    }
    if (a.sleep() != 0) {
      unused.add("sleep");
    }
    if (!a.arguments().isEmpty()) {
      unused.add("arguments");
    }
    Result warned = result;
    for (String option : unused) {
      warned =
          warned.withWarning("Ignoring \"%s\" as it is not used in \"systemd\"".formatted(option));
    }
    return warned;
  }
}
