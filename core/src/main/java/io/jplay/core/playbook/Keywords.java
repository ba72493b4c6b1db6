package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keywords written on one play, role, block or task: raw values with their places. Normalised
/// by the loader: VARS is a Dict (a list of dicts is merged), WHEN, TAGS, NOTIFY, LISTEN, UNTIL,
/// CHANGED_WHEN, FAILED_WHEN are a Seq (`tags: a,b` is split), ENVIRONMENT and MODULE_DEFAULTS are
/// a Seq of Dict, legacy `sudo`/`sudo_user`/`user` have become BECOME/BECOME_USER/REMOTE_USER.
public record Keywords(Map<Keyword, Value> values) {
  public static final Keywords NONE = new Keywords(Map.of());

  public Keywords {
    var copy = new EnumMap<Keyword, Value>(Keyword.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  public Optional<Value> get(Keyword keyword) {
    return Optional.ofNullable(values.get(keyword));
  }

  public boolean has(Keyword keyword) {
    return values.containsKey(keyword);
  }

  /// Those of them that are in a set.
  Keywords only(Set<Keyword> some) {
    var left = new EnumMap<Keyword, Value>(Keyword.class);
    left.putAll(values);
    left.keySet().retainAll(some);
    return new Keywords(left);
  }

  public Dict vars() {
    return values.get(Keyword.VARS) instanceof Dict d ? d : Dict.EMPTY;
  }
}
