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
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Units of systemd, also where it does not run (a chroot): then only enabling works.
public final class SystemdUnits implements ServiceSystem {
  private static final String OFFLINE =
      "Target is a chroot or systemd is offline. This can lead to false positives or prevent the"
          + " init system tools from working.";

  /// What systemctl says of a unit; `show` is empty without a running systemd.
  record Unit(
      Map<String, String> show,
      boolean enabled,
      String enabledText,
      boolean hasFile,
      boolean isChroot,
      String trouble) {
    static Unit parse(Sections s) {
      Map<String, String> show = properties(s.lines("show"));
      String text = s.line("enabled", 0);
      // more lines name the links that are there: then it is enabled by another name
      String all = s.text("enabled").strip();
      boolean enabled =
          s.line("enabled_rc", 0).equals("0")
              && !text.equals("enabled-runtime")
              && !all.equals("indirect")
              && !all.equals("alias");
      return new Unit(
          show, enabled, text, s.has("file"), s.has("chroot"), s.text("trouble").strip());
    }

    /// A command (ExecStart and its like) may go over several lines, to the closing brace.
    private static Map<String, String> properties(List<String> lines) {
      var all = new LinkedHashMap<String, String>();
      String open = "";
      for (String line : lines) {
        int at = line.indexOf('=');
        if (!open.isEmpty()) {
          all.merge(open, line, (a, b) -> a + "\n" + b);
          open = line.stripTrailing().endsWith("}") ? "" : open;
        } else if (at > 0) {
          String key = line.substring(0, at);
          String value = line.substring(at + 1);
          all.put(key, value);
          boolean whole = !value.startsWith("{") || value.stripTrailing().endsWith("}");
          open = whole || !key.startsWith("Exec") ? "" : key;
        }
      }
      return all;
    }

    boolean isOffline() {
      return show.isEmpty();
    }

    boolean exists() {
      boolean loaded = !show.getOrDefault("LoadState", "not-found").equals("not-found");
      return loaded || hasFile || !enabledText.isEmpty() && !enabledText.equals("not-found");
    }

    boolean isMasked() {
      return show.getOrDefault("LoadState", enabledText).startsWith("masked");
    }

    boolean isRunning() {
      return switch (show.getOrDefault("ActiveState", "")) {
        case "active", "activating", "reloading" -> true;
        default -> false;
      };
    }

    boolean isDeactivating() {
      return show.getOrDefault("ActiveState", "").equals("deactivating");
    }

    Dict status() {
      var dict = Dict.builder();
      show.forEach(dict::put);
      return (Dict) Facts.remote(dict.build());
    }
  }

  private static Read<Unit> unit(ServiceWish w) {
    String name = w.name();
    var script =
        new ScriptBuilder()
            .line(ctl(w.options().scope()))
            .line("printf '\\036show\\n'")
            .line("{ jp_why=$(jp_ctl show {} 2>&1 >&3); } 3>&1", name)
            .line("printf '\\036trouble\\n%s\\n' \"$jp_why\"")
            .line("printf '\\036enabled\\n'")
            .line("jp_ctl is-enabled -l {} 2>/dev/null", name)
            .line("printf '\\036enabled_rc\\n%s\\n' $?")
            .line("[ \"$SYSTEMD_OFFLINE\" != 1 ] || printf '\\036chroot\\n'")
            .line("jp_1=$(stat -Lc %d:%i /proc/1/root/. 2>/dev/null) &&")
            .line("[ \"$jp_1\" != \"$(stat -Lc %d:%i /.)\" ] && printf '\\036chroot\\n'")
            .line("jp_name={}", name)
            .line("case $jp_name in *.*) ;; *) jp_name=$jp_name.service ;; esac")
            .line("for jp_d in /etc /run /usr/local/lib /usr/lib /lib; do")
            .line("  [ -e \"$jp_d/systemd/system/$jp_name\" ] && printf '\\036file\\n'")
            .line("done")
            .line("[ -x /etc/init.d/{} ] && printf '\\036file\\n'; :", name);
    return new Read<>(
        "systemd " + w.options().scope() + " " + name,
        script.program(),
        out -> Unit.parse(Sections.parse(out.stdout())));
  }

  /// The function `jp_ctl` for a scope.
  private static String ctl(ServiceWish.Scope scope) {
    return switch (scope) {
      case SYSTEM -> "jp_ctl() { systemctl \"$@\"; }";
      case GLOBAL -> "jp_ctl() { systemctl --global \"$@\"; }";
      case USER ->
          "export XDG_RUNTIME_DIR=\"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}\"\n"
              + "jp_ctl() { systemctl --user \"$@\"; }";
    };
  }

  @Override
  public Reads reads(ServiceWish w) {
    return w.name().isEmpty() ? Reads.NONE : Reads.of(unit(w));
  }

  @Override
  public Decision decide(ServiceWish w, Observed seen, Mode mode) {
    var options = w.options();
    var steps = new Steps();
    steps.run(ctl(options.scope()));
    if (options.daemonReload()) {
      steps.step("daemon-reload before", "jp_ctl daemon-reload");
    }
    if (options.daemonReexec()) {
      steps.step("daemon-reexec before", "jp_ctl daemon-reexec");
    }
    Optional<String> refusal = refusal(w);
    if (refusal.isPresent()) {
      return Decision.failed(refusal.get());
    }
    if (w.name().isEmpty()) {
      Result result = named(w).with("status", Dict.EMPTY);
      boolean nothing = !options.daemonReload() && !options.daemonReexec();
      return nothing ? Decision.unchanged(result) : steps.change("", result);
    }
    Unit unit = seen.get(unit(w));
    // a unit that is not there can be masked, so that it never is
    boolean needed = w.state().isPresent() || w.enabled().isPresent();
    if (needed && !unit.exists() && !options.daemonReload()) {
      return Decision.failed("Could not find the requested service %s: host".formatted(w.name()));
    }
    boolean masks = mask(w, unit, steps);
    boolean changed = enable(w, unit, steps) || masks;
    Optional<String> failure = state(w, unit, steps);
    if (failure.isPresent()) {
      return Decision.failed(failure.get());
    }
    boolean blind = unit.isOffline() && unit.isChroot() && w.state().isPresent();
    changed |= !blind && stateChanges(w, unit);
    Result known = named(w).with("status", unit.status());
    Result result = blind ? known.withWarning(OFFLINE) : known;
    Result done = changed ? result.withStatus(Status.CHANGED) : result;
    boolean acts = changed || options.daemonReload() || options.daemonReexec();
    return acts ? steps.change(w.name(), done) : Decision.unchanged(done);
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

  private static boolean mask(ServiceWish w, Unit unit, Steps steps) {
    Optional<Boolean> wanted = w.options().masked();
    if (wanted.isEmpty() || wanted.get() == unit.isMasked()) {
      return false;
    }
    String verb = wanted.get() ? "mask" : "unmask";
    steps.step(verb, "jp_ctl " + verb + " {}", w.name());
    return true;
  }

  private static boolean enable(ServiceWish w, Unit unit, Steps steps) {
    if (w.enabled().isEmpty() || w.enabled().get() == unit.enabled()) {
      return false;
    }
    String verb = w.enabled().get() ? "enable" : "disable";
    String force = w.options().force() ? " --force" : "";
    steps.step(verb, "jp_ctl" + force + " " + verb + " {}", w.name());
    return true;
  }

  private static boolean stateChanges(ServiceWish w, Unit unit) {
    return w.state()
        .map(state ->
            switch (state) {
              case STARTED -> !unit.isRunning();
              case STOPPED, KILLED -> unit.isRunning() || unit.isDeactivating();
              case RESTARTED, RELOADED, ONCE -> true;
            })
        .orElse(false);
  }

  private static Optional<String> state(ServiceWish w, Unit unit, Steps steps) {
    if (!stateChanges(w, unit)) {
      return Optional.empty();
    }
    if (unit.isOffline() && unit.isChroot()) {
      return Optional.empty();
    }
    if (unit.isOffline() && !w.options().daemonReload()) {
      return Optional.of("Service is in unknown state: " + unit.trouble());
    }
    String verb =
        switch (w.state().orElseThrow()) {
          case STARTED, ONCE -> "start";
          case STOPPED, KILLED -> "stop";
          case RESTARTED -> "restart";
          case RELOADED -> unit.isRunning() ? "reload" : "start";
        };
    String block = w.options().noBlock() ? " --no-block" : "";
    String force = w.options().force() ? " --force" : "";
    steps.step(verb, "jp_ctl" + block + force + " " + verb + " {}", w.name());
    return Optional.empty();
  }
}
