package io.jplay.core.value;

import java.util.LinkedHashMap;
import java.util.List;

/// How a stronger level joins a weaker one: `hash_behaviour` of the settings.
public enum Merge {
  /// The stronger value replaces the weaker (Ansible's default).
  REPLACE,
  /// Mappings are merged key by key, at any depth.
  MERGE;

  /// One after the other, so that what is no mapping in between ends a merge.
  public Dict join(Dict weak, List<Dict> stronger) {
    Dict all = weak;
    for (Dict strong : stronger) {
      all = join(all, strong);
    }
    return all;
  }

  public Dict join(Dict weak, Dict strong) {
    if (weak.isEmpty()) {
      return strong;
    }
    if (strong.isEmpty()) {
      return weak;
    }
    if (this == REPLACE) {
      return weak.plus(strong);
    }
    var merged = new LinkedHashMap<>(weak.entries());
    strong
        .entries()
        .forEach((key, value) -> {
          Value below = merged.get(key);
          merged.put(key, below instanceof Dict b && value instanceof Dict v ? join(b, v) : value);
        });
    return new Dict(merged, weak.tag());
  }
}
