package io.jplay.core.exec;

import java.util.Optional;

/// What environment and ansible.cfg say of options of plug-ins (`become`, `sudo`, `become_flags`):
/// nothing where they leave them alone. Asked by many threads.
@FunctionalInterface
public interface PluginOptions {
  PluginOptions NONE = (type, plugin, option) -> Optional.empty();

  Optional<String> given(String type, String plugin, String option);
}
