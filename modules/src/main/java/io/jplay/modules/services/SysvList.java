package io.jplay.modules.services;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.modules.facts.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Services of scripts in /etc/init.d, by the tools of classic systems; by the scripts alone where
/// there are no tools.
final class SysvList implements ServiceList {
  private static final Pattern STATUS = Pattern.compile("^\\s*\\[ ([+-]) \\]\\s+(.+)$");

  private static final String SCRIPT =
      """
      if [ -n "$jp_listed" ]; then :
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

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<Dict> services(Sections said) {
    var all = new ArrayList<Dict>();
    said.lines("chkconfig").stream()
        .map(l -> l.split(" ", 3))
        .forEach(w -> all.add(entry(w[2], w[0]).with("status", Str.of(w[1]))));
    said.lines("all").stream()
        .map(STATUS::matcher)
        .filter(Matcher::matches)
        .forEach(m -> all.add(entry(m.group(2), ServiceList.runs(m.group(1).equals("+")))));
    said.lines("scripts").stream()
        .map(l -> l.split(" ", 2))
        .forEach(w -> all.add(entry(w[1], w[0])));
    return all;
  }

  @Override
  public String warning(Sections said) {
    String rc = said.line("all_rc", 0);
    boolean fine = rc.isEmpty() || rc.equals("0") || rc.equals("4") && said.has("no_scripts");
    return fine ? "" : "Unable to query 'service' tool (%s)".formatted(rc);
  }

  private static Dict entry(String name, String state) {
    return ServiceList.entry(name, state, "sysv");
  }
}
