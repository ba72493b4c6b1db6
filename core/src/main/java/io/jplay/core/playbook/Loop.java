package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Value;

/// `loop:` (plugin empty) or `with_PLUGIN:`; `terms` is raw, `where` the keyword.
public record Loop(String plugin, Value terms, SourceRange where) {
  public boolean isPlain() {
    return plugin.isEmpty();
  }
}
