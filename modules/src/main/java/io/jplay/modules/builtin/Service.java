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
import java.util.function.UnaryOperator;

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
    String use = a.use().substring(a.use().lastIndexOf('.') + 1);
    return ServiceSystem.named(use.equals("auto") || isGeneric(a) ? facts.serviceManager() : use);
  }

  /// A name that is no module for one kind of init: ansible then takes the module that looks for
  /// itself, whose result is shorter.
  private static boolean isGeneric(Args a) {
    String use = a.use().substring(a.use().lastIndexOf('.') + 1);
    boolean known = ServiceSystem.known(use).isPresent() && !use.equals("service");
    return !use.equals("auto") && !known;
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
    if (!(system instanceof SystemdUnits)) {
      return decision;
    }
    return isGeneric(a)
        ? with(decision, result -> result.without("status"))
        : with(decision, result -> warned(a, result));
  }

  private static Decision with(Decision decision, UnaryOperator<Result> more) {
    return switch (decision) {
      case Decision.Done(Result result) -> new Decision.Done(more.apply(result));
      case Decision.ReadMore read -> read;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              more.apply(change.predicted()),
              change.after(),
              (outputs, after) -> more.apply(change.finish().finish(outputs, after)));
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
