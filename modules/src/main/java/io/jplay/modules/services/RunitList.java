package io.jplay.modules.services;

import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Sections;
import java.util.List;

/// The services that runit scans.
final class RunitList implements ServiceList {
  // where runit is process 1, Debian has /etc/service; elsewhere that is a supervisor of some
  // programs only
  private static final String SCRIPT =
      """
      if [ ! -d /run/systemd/system ] && jp_has sv && { jp_d=/var/service; [ -d $jp_d ] ||
        { jp_d=/etc/service; [ -d $jp_d ] && [ "$(cat /proc/1/comm)" = runit ]; }; }; then
        set +f; printf '\\036runit\\n'; sv status $jp_d/* 2>&1 </dev/null; set -f
      fi\
      """;

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<Dict> services(Sections said) {
    return said.lines("runit").stream()
        .map(l -> l.split(":"))
        .filter(w -> w.length >= 2)
        .map(w -> {
          String name = w[1].strip().replaceFirst("^.*/", "");
          return ServiceList.entry(name, ServiceList.runs(w[0].equals("run")), "runit");
        })
        .toList();
  }
}
