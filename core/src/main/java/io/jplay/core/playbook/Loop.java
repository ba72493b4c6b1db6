package io.jplay.core.playbook;

import io.jplay.core.value.Value;

/// `loop:` (plugin empty) or `with_PLUGIN:`; `terms` is raw.
public record Loop(String plugin, Value terms) {
  public boolean isPlain() {
    return plugin.isEmpty();
  }
}
