package io.jplay.modules.services;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Services of runit: enabled is a link in the scanned directory, the state is what `sv` says.
public final class RunitServices implements ServiceSystem {
  private static final Pattern PID = Pattern.compile("\\(pid (\\d{1,9})\\)");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})s");

  /// runsvdir looks for new services every five seconds.
  private static final String WAIT_FOR_SUPERVISOR =
      "jp_n=0; while [ $jp_n -lt 10 ] && [ ! -p \"$jp_svc/supervise/ok\" ];"
          + " do sleep 1; jp_n=$((jp_n + 1)); done";

  record Service(String link, String source, boolean enabled, boolean hasSource, String status) {
    boolean isUp() {
      return status.startsWith("run:");
    }

    boolean isDown() {
      return status.startsWith("down:");
    }

    Dict report() {
      Matcher pid = PID.matcher(status);
      Matcher seconds = SECONDS.matcher(status);
      String state = isUp() ? "started" : isDown() ? "stopped" : "unknown";
      return (Dict)
          Facts.remote(
              Dict.builder()
                  .put("state", state)
                  .put("enabled", enabled)
                  .put("svc_full", link)
                  .put("src_full", source)
                  .put("pid", first(pid))
                  .put("duration", first(seconds))
                  .put("full_state", status)
                  .build());
    }

    /// A text, as the collection has it.
    private static Value first(Matcher matcher) {
      return matcher.find() ? Str.of(matcher.group(1)) : Null.NULL;
    }
  }

  /// Sets `jp_svc` and `jp_src`. Debian scans /etc/service.
  private static ScriptBuilder start(ServiceWish w) {
    return new ScriptBuilder()
        .line(PATHS, w.options().serviceDir(), w.name(), w.options().serviceSource(), w.name());
  }

  private static final String PATHS =
      "jp_dir={}; [ -d \"$jp_dir\" ] || [ \"$jp_dir\" != /var/service ] || [ ! -d /etc/service ]"
          + " || jp_dir=/etc/service; jp_svc=$jp_dir/{}; jp_src={}/{}";

  private static Read<Service> service(ServiceWish w) {
    var program =
        start(w)
            .line("printf '\\036paths\\n%s\\n%s\\n' \"$jp_svc\" \"$jp_src\"")
            .line("if [ -L \"$jp_svc\" ] || [ -e \"$jp_svc\" ]; then")
            .line("printf '\\036enabled\\n'; fi")
            .line("printf '\\036status\\n'; sv status \"$jp_svc\" 2>&1")
            .line("[ -d \"$jp_src\" ] && printf '\\036source\\n'; :")
            .program();
    return new Read<>(
        "runit " + w.options().serviceDir() + " " + w.options().serviceSource() + " " + w.name(),
        program,
        out -> {
          Sections s = Sections.parse(out.stdout());
          return new Service(
              s.line("paths", 0),
              s.line("paths", 1),
              s.has("enabled"),
              s.has("source"),
              s.text("status"));
        });
  }

  @Override
  public Reads reads(ServiceWish w) {
    return Reads.of(service(w));
  }

  @Override
  public Decision decide(ServiceWish w, Observed seen, Mode mode) {
    Service service = seen.get(service(w));
    var steps = Steps.of(w.name());
    steps.run(PATHS, w.options().serviceDir(), w.name(), w.options().serviceSource(), w.name());
    boolean enable = w.enabled().orElse(service.enabled()) && !service.enabled();
    boolean disable = !w.enabled().orElse(service.enabled()) && service.enabled();
    if (enable && !service.hasSource()) {
      return Decision.failed(
          "Could not find source for service to enable (%s).".formatted(service.source()));
    }
    if (w.state().filter(RunitServices::starts).isPresent()) {
      if (!service.enabled() && !service.hasSource()) {
        return Decision.failed("Could not find the requested service %s: host".formatted(w.name()));
      }
      if (!enable && (disable || !service.enabled())) {
        return Decision.failed(
            "Unable to %s service %s: it is not enabled, runit runs only what is linked at %s"
                .formatted(verb(w.state().get(), service), w.name(), service.link()));
      }
    }
    boolean changed = enable || disable;
    if (enable) {
      steps.step("enable", "ln -s \"$jp_src\" \"$jp_svc\"");
    }
    if (disable) {
      steps.run("sv force-stop \"$jp_svc\" >/dev/null 2>&1");
      steps.step("disable", "rm -f \"$jp_svc\"");
    }
    if (w.state().isPresent() && !(disable && w.state().get() == ServiceWish.State.STOPPED)) {
      String verb = verb(w.state().get(), service);
      if (!verb.isEmpty()) {
        changed = true;
        steps.run(WAIT_FOR_SUPERVISOR);
        steps.step(verb, "sv " + verb + " \"$jp_svc\"");
      }
    }
    Result result = Result.changed(changed).with("sv", service.report());
    if (w.options().daemonReload()) {
      result = result.withWarning("daemon_reload means nothing to runit");
    }
    Read<Service> again = service(w);
    return changed
        ? steps.change(
            w.name(),
            result,
            Reads.of(again),
            (r, said, after) -> r.with("sv", after.get(again).report()))
        : Decision.unchanged(result);
  }

  private static boolean starts(ServiceWish.State state) {
    return switch (state) {
      case STARTED, RESTARTED, RELOADED, ONCE -> true;
      case STOPPED, KILLED -> false;
    };
  }

  /// The command of `sv`, empty when there is nothing to do.
  private static String verb(ServiceWish.State state, Service service) {
    return switch (state) {
      case STARTED -> service.isUp() ? "" : "start";
      case STOPPED -> service.isDown() || !service.enabled() ? "" : "stop";
      case RESTARTED -> "restart";
      case RELOADED -> "reload";
      case ONCE -> "once";
      case KILLED -> service.enabled() ? "force-stop" : "";
    };
  }
}
