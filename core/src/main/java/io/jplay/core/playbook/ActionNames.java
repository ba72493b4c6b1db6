package io.jplay.core.playbook;

import io.jplay.core.value.Str;
import java.util.Optional;

/// What is known of the names that `module_defaults` may have, those of modules and of action
/// groups. A port, because modules are beyond what loading knows.
@FunctionalInterface
public interface ActionNames {
  /// What is wrong with a name that stands there, and a hint; empty where it is one, or may be.
  Optional<Problem> problem(Str name);

  /// The sentence that ansible says, and what may have been meant.
  record Problem(String detail, String hint) {}
}
