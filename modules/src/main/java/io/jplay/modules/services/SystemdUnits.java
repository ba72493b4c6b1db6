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

  /// Where a user's systemd is found.
  static final String RUNTIME_DIR =
      "export XDG_RUNTIME_DIR=\"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}\"";

  /// The program with the option for a scope.
  static String ctl(ServiceWish.Scope scope) {
    return switch (scope) {
      case SYSTEM -> "systemctl";
      case GLOBAL -> "systemctl --global";
      case USER -> "systemctl --user";
    };
  }

  /// The program with all options that a task has.
  private static String ctl(ServiceWish w) {
    var options = w.options();
    return ctl(options.scope())
        + (options.noBlock() ? " --no-block" : "")
        + (options.force() ? " --force" : "");
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
    steps.run(RUNTIME_DIR);
    if (options.daemonReload()) {
      daemon(ctl(w), "daemon-reload", isChroot, steps);
    }
    if (options.daemonReexec()) {
      daemon(ctl(w), "daemon-reexec", isChroot, steps);
    }
    return steps;
  }

  private static void daemon(String ctl, String verb, boolean isChroot, Steps steps) {
    if (isChroot) {
      steps.run("printf '\\036warn %s\\n' {}", verb);
      steps.run("jp_why=$(" + ctl + " {} 2>&1 </dev/null) ||", verb);
      steps.run("printf '%s / %s\\n' $? \"$jp_why\"");
    } else {
      steps.quietStep(verb, ctl + " " + verb);
    }
  }

  /// What a reload may have changed: that there is such a unit, and its properties.
  private static void after(ServiceWish w, SystemdUnit unit, Steps steps) {
    boolean needed = w.state().isPresent() || w.enabled().isPresent();
    if (needed && !unit.exists()) {
      String show = ctl(w) + " show -p LoadState -- {}";
      String found = "[ \"$(" + show + " 2>/dev/null)\" != LoadState=not-found ]";
      steps.guarded("find", found, show, w.name());
    }
    steps.run("printf '\\036show\\n'; " + ctl(w) + " show -- {} 2>/dev/null", w.name());
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
    return Stream.of("*", "?", "[")
        .filter(c -> w.name().contains(c))
        .findFirst()
        .map(c ->
            "This module does not currently support using glob patterns, found '%s' in service name: %s"
                .formatted(c, w.name()));
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
    steps.quietStep(
        unit.exists() ? verb : verb + " missing", ctl(w) + " " + verb + " -- {}", w.name());
    return true;
  }

  private static boolean enable(ServiceWish w, SystemdUnit unit, Steps steps) {
    if (w.enabled().isEmpty() || w.enabled().get() == unit.isEnabled(w.options().scope())) {
      return false;
    }
    String verb = w.enabled().get() ? "enable" : "disable";
    steps.step(verb, ctl(w) + " " + verb + " -- {}", w.name());
    return true;
  }

  private static boolean state(ServiceWish w, SystemdUnit unit, Steps steps) {
    String verb = w.state().map(state -> verb(state, unit)).orElse("");
    if (!verb.isEmpty()) {
      steps.quietStep(verb, ctl(w) + " " + verb + " -- {}", w.name());
    }
    return !verb.isEmpty();
  }

  private static String verb(ServiceWish.State state, SystemdUnit unit) {
    return switch (state) {
      case RESTARTED -> unit.isRunning() ? "restart" : "start";
      case STOPPED, KILLED -> state.verb(unit.isRunning() || unit.isDeactivating());
      case STARTED, RELOADED, ONCE -> state.verb(unit.isRunning());
    };
  }
}
