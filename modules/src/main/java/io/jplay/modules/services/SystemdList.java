package io.jplay.modules.services;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.modules.facts.Sections;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// The services that systemd has loaded or has files of.
final class SystemdList implements ServiceList {
  /// States that list-unit-files does not know better.
  private static final Set<String> BAD = Set.of("not-found", "masked", "failed");

  /// Files without a loaded unit are asked for all at once; systemctl answers in their order,
  /// unless one of them is none that it can answer for.
  private static final String SCRIPT =
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
      fi\
      """;

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<Dict> services(Sections s) {
    var all = new LinkedHashMap<String, Dict>();
    for (String line : s.lines("units")) {
      String[] w = line.strip().split("\\s+");
      if (w.length >= 4 && w[0].endsWith(".service")) {
        String status =
            Arrays.stream(w).limit(w.length - 1L).filter(BAD::contains).findFirst().orElse(w[2]);
        all.put(w[0], unit(w[0], ServiceList.runs(w[3].equals("running")), status));
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
    return List.copyOf(all.values());
  }

  private static Dict unit(String name, String state, String status) {
    return Dict.builder()
        .put("name", name)
        .put("state", state)
        .put("status", status)
        .put("source", "systemd")
        .build();
  }
}
