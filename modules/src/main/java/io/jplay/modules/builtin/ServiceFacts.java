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
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The services of a host as facts.
@ModuleInfo(summary = "Return service state information as fact data")
public final class ServiceFacts implements StateModule<ServiceFacts.Args> {
  public record Args() {}

  private static final String NOTHING =
      "Failed to find any services. This can be due to privileges or some other configuration"
          + " issue.";

  /// States that list-unit-files does not know better.
  private static final Set<String> BAD = Set.of("not-found", "masked", "failed");

  /// What the tools of classic systems list; by scripts alone where there are no tools.
  private static final String CLASSIC =
      """
      PATH=$PATH:/sbin:/usr/sbin:/usr/local/sbin; export LC_ALL=C; set -f
      jp_has() { command -v "$1" >/dev/null 2>&1; }
      jp_is() { "$@" status >/dev/null 2>&1 </dev/null && printf running || printf stopped; }
      if jp_has rc-status && jp_has rc-update; then
        printf '\\036levels\\n'; rc-update show -v 2>&1 </dev/null | grep '|'
        printf '\\036openrc\\n'; rc-status -a -s -m 2>&1 </dev/null | grep '^ ' | tr -d '[]'
      elif jp_has chkconfig; then
        printf '\\036chkconfig\\n'
        chkconfig --list 2>/dev/null </dev/null | while read -r jp_s jp_levels; do
          case $jp_levels in *3:on*) jp_on=enabled ;; *3:off*) jp_on=disabled ;; *) continue ;; esac
          printf '%s %s %s\\n' "$(jp_is service "$jp_s")" $jp_on "$jp_s"
        done
      elif jp_has service; then
        printf '\\036all\\n'; service --status-all 2>/dev/null </dev/null
        printf '\\036all_rc\\n%s\\n' $?; [ -e /etc/init.d ] || printf '\\036no_scripts\\n'
      elif [ ! -d /run/systemd/system ]; then
        printf '\\036scripts\\n'; set +f
        for jp_s in /etc/init.d/*; do
          [ -x "$jp_s" ] && printf '%s %s\\n' "$(jp_is "$jp_s")" "${jp_s##*/}"
        done; set -f
      fi\
      """;

  // where runit is process 1, Debian has /etc/service; elsewhere that is a supervisor of some
  // programs only
  private static final String RUNIT =
      """
      if [ ! -d /run/systemd/system ] && jp_has sv && { jp_d=/var/service; [ -d $jp_d ] ||
        { jp_d=/etc/service; [ -d $jp_d ] && [ "$(cat /proc/1/comm)" = runit ]; }; }; then
        set +f; printf '\\036runit\\n'; sv status $jp_d/* 2>&1 </dev/null; set -f
      fi\
      """;

  /// Files without a loaded unit are asked for all at once; systemctl answers in their order,
  /// unless one of them is none that it can answer for.
  private static final String SYSTEMD =
      """
      if [ -d /run/systemd/system ] && jp_has systemctl; then
        jp_units=$(systemctl list-units --no-pager --type service --all --plain --no-legend)
        jp_files=$(systemctl list-unit-files --no-pager --type service --all --no-legend)
        printf '\\036units\\n%s\\n\\036files\\n%s\\n' "$jp_units" "$jp_files"
        jp_known=" $(printf '%s\\n' "$jp_units" | while read -r jp_s jp_more; do
          printf '%s ' "$jp_s"; done) "
        set --
        while read -r jp_s jp_more; do
          case $jp_s in *@.service|'') continue ;; esac
          case $jp_known in *" $jp_s "*) ;; *) set -- "$@" "$jp_s" ;; esac
        done <<JP_FILES
      $jp_files
      JP_FILES
        if [ $# != 0 ]; then
          jp_states=$(systemctl show --property=ActiveState -- "$@" 2>/dev/null | grep .)
          if [ "$(printf '%s\\n' "$jp_states" | wc -l)" -ne $# ]; then
            jp_states=$(for jp_s; do
              systemctl show --property=ActiveState -- "$jp_s" 2>/dev/null || echo ActiveState=unknown
            done)
          fi
          printf '\\036asked\\n'; printf '%s\\n' "$@"
          printf '\\036states\\n%s\\n' "$jp_states"
        fi
      fi
      :\
      """;

  private static final Read<Sections> SERVICES =
      new Read<>(
          "service_facts",
          new ScriptBuilder().line(CLASSIC).line(RUNIT).line(SYSTEMD).program(),
          out -> Sections.parse(out.stdout()));

  static Dict services(Sections s) {
    var all = new LinkedHashMap<String, Dict>();
    Consumer<Dict> add = entry -> all.put(entry.text("name").orElseThrow(), entry);
    openrc(s).forEach(add);
    s.lines("chkconfig").stream()
        .map(l -> l.split(" ", 3))
        .forEach(w -> add.accept(entry(w[2], w[0], "sysv").with("status", Str.of(w[1]))));
    var pattern = Pattern.compile("^\\s*\\[ ([+-]) \\]\\s+(.+)$");
    s.lines("all").stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .forEach(m -> add.accept(entry(m.group(2), runs(m.group(1).equals("+")), "sysv")));
    s.lines("scripts").stream()
        .map(l -> l.split(" ", 2))
        .forEach(w -> add.accept(entry(w[1], w[0], "sysv")));
    s.lines("runit").stream()
        .map(l -> l.split(":"))
        .filter(w -> w.length >= 2)
        .forEach(w ->
            add.accept(
                entry(w[1].strip().replaceFirst("^.*/", ""), runs(w[0].equals("run")), "runit")));
    systemd(s).forEach(all::put);
    var services = Dict.builder();
    all.forEach(services::put);
    return (Dict) Facts.remote(services.build());
  }

  private static List<Dict> openrc(Sections s) {
    var levels = new HashMap<String, Value>();
    for (String line : s.lines("levels")) {
      String[] w = line.split("\\|", -1);
      List<String> names = Arrays.stream(w[1].split("\\s+")).filter(n -> !n.isEmpty()).toList();
      levels.put(w[0].strip(), names.isEmpty() ? Null.NULL : Seq.ofTexts(names));
    }
    return s.lines("openrc").stream()
        .map(l -> l.strip().split("\\s+"))
        .filter(w -> w.length >= 2)
        .map(w ->
            entry(w[0], w[1], "openrc").with("runlevels", levels.getOrDefault(w[0], Null.NULL)))
        .toList();
  }

  private static Map<String, Dict> systemd(Sections s) {
    var all = new LinkedHashMap<String, Dict>();
    for (String line : s.lines("units")) {
      String[] w = line.strip().split("\\s+");
      if (w.length >= 4 && w[0].endsWith(".service")) {
        String status =
            Arrays.stream(w).limit(w.length - 1L).filter(BAD::contains).findFirst().orElse(w[2]);
        all.put(w[0], unit(w[0], runs(w[3].equals("running")), status));
      }
    }
    var states = new HashMap<String, String>();
    for (int i = 0; i < s.lines("asked").size(); i++) {
      states.put(s.line("asked", i), s.line("states", i).replace("ActiveState=", ""));
    }
    for (String line : s.lines("files")) {
      String[] w = line.strip().split("\\s+");
      if (w.length < 2 || !w[0].endsWith(".service")) {
        continue;
      }
      Dict known = all.get(w[0]);
      if (known == null) {
        all.put(w[0], unit(w[0], states.getOrDefault(w[0], "unknown"), w[1]));
      } else if (!BAD.contains(known.text("status").orElse(""))) {
        all.put(w[0], known.with("status", Str.of(w[1])));
      }
    }
    return all;
  }

  private static String runs(boolean runs) {
    return runs ? "running" : "stopped";
  }

  private static Dict unit(String name, String state, String status) {
    return Dict.builder()
        .put("name", name)
        .put("state", state)
        .put("status", status)
        .put("source", "systemd")
        .build();
  }

  private static Dict entry(String name, String state, String source) {
    return Dict.builder().put("name", name).put("state", state).put("source", source).build();
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(SERVICES);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Sections said = seen.get(SERVICES);
    Dict services = services(said);
    Result result =
        services.isEmpty()
            ? Result.skipped(NOTHING)
            : Result.ok().withFacts(Dict.builder().put("services", services).build());
    String rc = said.line("all_rc", 0);
    boolean odd = !rc.isEmpty() && !rc.equals("0");
    return Decision.unchanged(
        odd && !(rc.equals("4") && said.has("no_scripts"))
            ? result.withWarning("Unable to query 'service' tool (%s)".formatted(rc))
            : result);
  }
}
