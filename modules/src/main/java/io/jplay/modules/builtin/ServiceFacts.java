package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The services of a host as facts.
@ModuleInfo(summary = "Return service state information as fact data")
public final class ServiceFacts implements StateModule<ServiceFacts.Args> {
  public record Args() {}

  private static final Read<Dict> SERVICES =
      new Read<>(
          "service_facts",
          new ScriptBuilder()
              .line("PATH=$PATH:/sbin:/usr/sbin")
              .line("if [ -d /run/systemd/system ]; then printf '\\036units\\n'")
              .line("systemctl list-units --no-pager --type service --all --plain --no-legend")
              .line("printf '\\036files\\n'")
              .line("systemctl list-unit-files --no-pager --type service --all --no-legend")
              .line("elif command -v rc-status >/dev/null 2>&1; then printf '\\036openrc\\n'")
              .line("rc-status -a -s 2>/dev/null || rc-status -a")
              // where runit is process 1, Debian has /etc/service; elsewhere that is a supervisor
              // of
              // some programs only
              .line("elif command -v sv >/dev/null 2>&1 && { jp_s=/var/service; [ -d $jp_s ] ||")
              .line(
                  "{ jp_s=/etc/service; [ -d $jp_s ] && [ \"$(cat /proc/1/comm)\" = runit ]; }; };"
                      + " then")
              .line("printf '\\036runit\\n'; sv status $jp_s/* 2>&1")
              .line(
                  "else printf '\\036sysv\\n'; for jp_s in /etc/init.d/*; do [ -x \"$jp_s\" ] ||"
                      + " continue")
              .line(
                  "if \"$jp_s\" status >/dev/null 2>&1 </dev/null; then echo \"running"
                      + " ${jp_s##*/}\"")
              .line("else echo \"stopped ${jp_s##*/}\"; fi; done; fi; :")
              .program(),
          out -> parse(Sections.parse(out.stdout())));

  static Dict parse(Sections s) {
    var all = new LinkedHashMap<String, Map<String, String>>();
    for (String line : s.lines("units")) {
      String[] w = line.replaceFirst("^[^A-Za-z0-9@_.-]+", "").strip().split("\\s+");
      if (w.length >= 4 && w[0].endsWith(".service")) {
        String state =
            w[3].equals("running") ? "running" : w[1].equals("not-found") ? "stopped" : state(w);
        String status =
            w[1].equals("not-found") ? "not-found" : w[2].equals("failed") ? "failed" : "unknown";
        all.put(w[0], entry(w[0], state, status, "systemd"));
      }
    }
    for (String line : s.lines("files")) {
      String[] w = line.strip().split("\\s+");
      if (w.length >= 2 && w[0].endsWith(".service")) {
        Map<String, String> before = all.get(w[0]);
        String state = before == null ? "inactive" : before.getOrDefault("state", "unknown");
        all.put(w[0], entry(w[0], state, w[1], "systemd"));
      }
    }
    for (String line : s.lines("openrc")) {
      String[] w = line.strip().split("\\s+");
      if (line.contains("[") && w.length >= 3) {
        String state = line.contains("started") ? "running" : "stopped";
        all.put(w[0], entry(w[0], state, "", "openrc"));
      }
    }
    for (String line : s.lines("runit")) {
      String[] w = line.split(":");
      if (w.length >= 2) {
        String name = w[1].strip().replaceFirst("^.*/", "");
        all.put(name, entry(name, w[0].equals("run") ? "running" : "stopped", "", "runit"));
      }
    }
    for (String line : s.lines("sysv")) {
      String[] w = line.split(" ", 2);
      if (w.length == 2) {
        all.put(w[1], entry(w[1], w[0], "", "sysv"));
      }
    }
    var services = Dict.builder();
    all.forEach((name, entry) -> {
      var dict = Dict.builder();
      entry.forEach(dict::put);
      services.put(name, dict.build());
    });
    return (Dict) Facts.remote(Dict.builder().put("services", services.build()).build());
  }

  private static String state(String[] words) {
    return words[2].equals("active") && !words[3].equals("exited") ? "running" : "stopped";
  }

  private static Map<String, String> entry(
      String name, String state, String status, String source) {
    var entry = new LinkedHashMap<String, String>();
    entry.put("name", name);
    entry.put("state", state);
    if (!status.isEmpty()) {
      entry.put("status", status);
    }
    entry.put("source", source);
    return entry;
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(SERVICES);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    return Decision.unchanged(Result.ok().withFacts(seen.get(SERVICES)));
  }
}
