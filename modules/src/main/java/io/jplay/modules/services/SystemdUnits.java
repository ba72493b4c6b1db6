package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.modules.facts.Sections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Units of systemd, also where it does not run (a chroot): then only enabling works.
public final class SystemdUnits implements ServiceSystem {
  private static final String OFFLINE =
      "Target is a chroot or systemd is offline. This can lead to false positives or prevent the"
          + " init system tools from working.";

  /// Says that systemd is not what runs this system.
  static final String IS_CHROOT =
      """
      [ "$SYSTEMD_OFFLINE" != 1 ] || printf '\\036chroot\\n'
      jp_1=$(stat -Lc %d:%i /proc/1/root/. 2>/dev/null) &&
      [ "$jp_1" != "$(stat -Lc %d:%i /.)" ] && printf '\\036chroot\\n'\
      """;

  private static final Read<Boolean> CHROOT =
      new Read<>(
          "systemd chroot",
          new ScriptBuilder().line(IS_CHROOT).line(":").program(),
          out -> Sections.parse(out.stdout()).has("chroot"));

  private static Read<SystemdUnit> unit(ServiceWish w) {
    return SystemdUnit.read(w.name(), w.options().scope());
  }

  /// The function `jp_ctl` for a scope.
  static String ctl(ServiceWish.Scope scope, String options) {
    String own =
        switch (scope) {
          case SYSTEM -> "";
          case GLOBAL -> " --global";
          case USER -> " --user";
        };
    return "export XDG_RUNTIME_DIR=\"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}\"\n"
        + "jp_ctl() { systemctl"
        + own
        + options
        + " \"$@\"; }";
  }

  @Override
  public Reads reads(ServiceWish w) {
    return w.name().isEmpty() ? Reads.of(CHROOT) : Reads.of(unit(w));
  }

  @Override
  public Decision decide(ServiceWish w, Observed seen, Mode mode) {
    Optional<String> refusal = refusal(w);
    if (refusal.isPresent()) {
      return Decision.failed(refusal.get());
    }
    var options = w.options();
    boolean manages = options.daemonReload() || options.daemonReexec();
    var steps =
        steps(w, w.name().isEmpty() ? seen.get(CHROOT) : seen.get(unit(w)).answer().chroot());
    if (w.name().isEmpty()) {
      Result result = named(w).with("status", Dict.EMPTY);
      return manages
          ? steps.change("", result, Reads.NONE, SystemdUnits::warned)
          : Decision.unchanged(result);
    }
    SystemdUnit unit = seen.get(unit(w));
    Optional<Result> failure = failure(w, unit, mode);
    if (failure.isPresent()) {
      return new Decision.Done(failure.get());
    }
    if (options.daemonReload()) {
      after(w, unit, steps);
    }
    boolean masks = mask(w, unit, steps);
    boolean changed = enable(w, unit, steps) || masks;
    boolean blind = unit.isOffline() && w.state().isPresent();
    if (!blind) {
      changed |= state(w, unit, steps);
    }
    Result done = result(w, unit).withStatus(changed ? Status.CHANGED : Status.OK);
    return changed || manages
        ? steps.change(w.name(), done, Reads.NONE, SystemdUnits::warned)
        : Decision.unchanged(done);
  }

  private static Steps steps(ServiceWish w, boolean isChroot) {
    var options = w.options();
    var steps = new Steps((verb, rc, said) -> message(w.name(), verb, rc, said));
    String block = options.noBlock() ? " --no-block" : "";
    steps.run(ctl(options.scope(), block + (options.force() ? " --force" : "")));
    if (options.daemonReload()) {
      daemon("daemon-reload", isChroot, steps);
    }
    if (options.daemonReexec()) {
      daemon("daemon-reexec", isChroot, steps);
    }
    return steps;
  }

  private static void daemon(String verb, boolean isChroot, Steps steps) {
    if (isChroot) {
      steps.run("printf '\\036warn %s\\n' {}; jp_why=$(jp_ctl {} 2>&1 </dev/null) ||", verb, verb);
      steps.run("printf '%s / %s\\n' $? \"$jp_why\"");
    } else {
      steps.step(verb, "jp_ctl " + verb + " 2>&1 >/dev/null");
    }
  }

  /// What a reload may have changed: that there is such a unit, and its properties.
  private static void after(ServiceWish w, SystemdUnit unit, Steps steps) {
    boolean needed = w.state().isPresent() || w.enabled().isPresent();
    if (needed && !unit.exists()) {
      String load = "$(jp_ctl show -p LoadState -- {} 2>/dev/null)";
      steps.step("find", "[ \"" + load + "\" != LoadState=not-found ]", w.name());
    }
    steps.run("printf '\\036show\\n'; jp_ctl show -- {} 2>/dev/null", w.name());
  }

  private static Result warned(Result predicted, Sections said, Observed after) {
    Result result = predicted;
    for (var failed : said.startingWith("warn ").entrySet()) {
      if (!failed.getValue().isBlank()) {
        result =
            result.withWarning(
                failed.getKey()
                    + " failed, but target is a chroot or systemd is offline. Continuing. Error"
                    + " was: "
                    + failed.getValue().strip());
      }
    }
    var properties = SystemdUnit.properties(said.lines("show"));
    return properties.isEmpty() ? result : result.with("status", SystemdUnit.status(properties));
  }

  private static String message(String name, String verb, String rc, String said) {
    return switch (verb) {
      case "daemon-reload", "daemon-reexec" -> "failure %s during %s: %s".formatted(rc, verb, said);
      case "mask", "unmask" ->
          "Failed to %s the service (%s): %s".formatted(verb, name, said.strip());
      case "find", "mask missing", "unmask missing" -> missing(name);
      default -> "Unable to %s service %s: %s".formatted(verb, name, said);
    };
  }

  private static String missing(String name) {
    return "Could not find the requested service %s: host".formatted(name);
  }

  /// What cannot be done, before anything is.
  private static Optional<Result> failure(ServiceWish w, SystemdUnit unit, Mode mode) {
    boolean needed = w.state().isPresent() || w.enabled().isPresent();
    boolean mayCome = w.options().daemonReload() && !mode.check();
    var answer = unit.answer();
    if (!answer.missing().isEmpty()) {
      return Optional.of(
          Result.failed(
              "Failed to find required executable \"systemctl\" in paths: " + answer.missing()));
    }
    if (!unit.loadError().isEmpty()) {
      return Optional.of(
          Result.failed("Error loading unit file '%s': %s".formatted(w.name(), unit.loadError())));
    }
    if (unit.isOffline() && !unit.isUnit() && answer.rc() != 0) {
      String scope = w.options().scope().name().toLowerCase(Locale.ROOT);
      String command = answer.program() + (scope.equals("system") ? "" : " --" + scope);
      return Optional.of(
          Result.failed(answer.bus().stripTrailing())
              .with("cmd", command)
              .with("rc", answer.rc())
              .with("stdout", "")
              .with("stderr", answer.bus()));
    }
    if (needed && !unit.exists() && !mayCome) {
      return Optional.of(Result.failed(missing(w.name())));
    }
    if (unit.isOffline() && !answer.chroot() && w.state().isPresent() && !mayCome) {
      return Optional.of(
          Result.failed("Service is in unknown state")
              .with("status", Dict.EMPTY)
              .with("stderr", answer.trouble()));
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(ServiceWish w) {
    Optional<String> glob = Stream.of("*", "?", "[").filter(c -> w.name().contains(c)).findFirst();
    if (glob.isPresent()) {
      return Optional.of(
          "This module does not currently support using glob patterns, found '%s' in service name: %s"
              .formatted(glob.get(), w.name()));
    }
    String wanting =
        w.state().isPresent()
            ? "state"
            : w.enabled().isPresent()
                ? "enabled"
                : w.options().masked().isPresent() ? "masked" : "";
    return w.name().isEmpty() && !wanting.isEmpty()
        ? Optional.of("missing parameter(s) required by '%s': name".formatted(wanting))
        : Optional.empty();
  }

  private static Result named(ServiceWish w) {
    Result result = Result.ok();
    if (w.name().isEmpty()) {
      result = result.with("name", Null.NULL);
    } else {
      result = result.with("name", w.name());
    }
    if (w.enabled().isPresent()) {
      result = result.with("enabled", w.enabled().get());
    }
    if (w.state().isPresent()) {
      result = result.with("state", w.state().get().reached());
    }
    return result;
  }

  /// What a task that can be done says of its unit.
  private static Result result(ServiceWish w, SystemdUnit unit) {
    Result result = named(w).with("status", unit.status());
    boolean blind = unit.isOffline() && w.state().isPresent();
    if (unit.script() && !unit.isUnit()) {
      result =
          result.withWarning(
              "The service (%s) is actually an init script but the system is managed by systemd"
                  .formatted(w.name()));
    }
    return blind
        ? result
            .with("state", w.state().orElseThrow().name().toLowerCase(Locale.ROOT))
            .withWarning(OFFLINE)
        : result;
  }

  private static boolean mask(ServiceWish w, SystemdUnit unit, Steps steps) {
    Optional<Boolean> wanted = w.options().masked();
    if (wanted.isEmpty() || wanted.get() == unit.isMasked()) {
      return false;
    }
    String verb = wanted.get() ? "mask" : "unmask";
    steps.step(
        unit.exists() ? verb : verb + " missing",
        "jp_ctl " + verb + " -- {} 2>&1 >/dev/null",
        w.name());
    return true;
  }

  private static boolean enable(ServiceWish w, SystemdUnit unit, Steps steps) {
    if (w.enabled().isEmpty() || w.enabled().get() == unit.isEnabled(w.options().scope())) {
      return false;
    }
    String verb = w.enabled().get() ? "enable" : "disable";
    steps.step(verb, "jp_ctl " + verb + " -- {}", w.name());
    return true;
  }

  private static boolean state(ServiceWish w, SystemdUnit unit, Steps steps) {
    Optional<String> verb = w.state().flatMap(state -> verb(state, unit));
    verb.ifPresent(v -> steps.step(v, "jp_ctl " + v + " -- {} 2>&1 >/dev/null", w.name()));
    return verb.isPresent();
  }

  private static Optional<String> verb(ServiceWish.State state, SystemdUnit unit) {
    boolean runs = unit.isRunning();
    return switch (state) {
      case STARTED -> runs ? Optional.empty() : Optional.of("start");
      case STOPPED, KILLED ->
          runs || unit.isDeactivating() ? Optional.of("stop") : Optional.empty();
      case RESTARTED -> Optional.of(runs ? "restart" : "start");
      case RELOADED -> Optional.of(runs ? "reload" : "start");
      case ONCE -> Optional.of("start");
    };
  }
}
