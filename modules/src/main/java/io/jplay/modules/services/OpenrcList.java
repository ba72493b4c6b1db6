package io.jplay.modules.services;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Sections;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// The services that OpenRC knows, with the runlevels that start them.
final class OpenrcList implements ServiceList {

  private static final String SCRIPT =
      """
      if jp_has rc-status && jp_has rc-update; then
        printf '\\036levels\\n'; rc-update show -v 2>&1 </dev/null | grep '|'
        printf '\\036openrc\\n'; rc-status -a -s -m 2>&1 </dev/null | grep '^ ' | tr -d '[]'; jp_listed=1
      fi\
      """;

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<Dict> services(Sections said) {
    var levels = new HashMap<String, Value>();
    for (String line : said.lines("levels")) {
      String[] w = line.split("\\|", -1);
      List<String> names = Arrays.stream(w[1].split("\\s+")).filter(n -> !n.isEmpty()).toList();
      levels.put(w[0].strip(), names.isEmpty() ? Null.NULL : Seq.ofTexts(names));
    }
    return said.lines("openrc").stream()
        .map(l -> l.strip().split("\\s+"))
        .filter(w -> w.length >= 2)
        .map(w ->
            ServiceList.entry(w[0], w[1], "openrc")
                .with("runlevels", levels.getOrDefault(w[0], Null.NULL)))
        .toList();
  }
}
