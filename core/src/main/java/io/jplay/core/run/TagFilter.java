package io.jplay.core.run;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which tasks `--tags` and `--skip-tags` select (like ansible-core 2.18 playbook/taggable.py).
public final class TagFilter {
  private final Set<String> only;
  private final Set<String> skip;

  public TagFilter(List<String> only, List<String> skip) {
    this.only = only.isEmpty() ? Set.of("all") : Set.copyOf(new HashSet<>(only));
    this.skip = Set.copyOf(new HashSet<>(skip));
  }

  public boolean selects(List<String> tags) {
    Set<String> own = tags.isEmpty() ? Set.of("untagged") : new HashSet<>(tags);
    return isWanted(own) && !isSkipped(own);
  }

  private boolean isWanted(Set<String> own) {
    if (own.contains("always") || !Collections.disjoint(own, only)) {
      return true;
    }
    boolean open = !own.contains("never");
    boolean tagged = !own.contains("untagged");
    return open && (only.contains("all") || (tagged && only.contains("tagged")));
  }

  private boolean isSkipped(Set<String> own) {
    if (skip.contains("all")) {
      return !own.contains("always") || skip.contains("always");
    }
    if (!Collections.disjoint(own, skip)) {
      return true;
    }
    return skip.contains("tagged") && !own.contains("untagged");
  }
}
