package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import java.util.List;
import java.util.Optional;

/// Choices whose words are no names of Java: numbers, capitals, lists.
public final class Choice {
  private Choice() {}

  /// Fails the task as the binder does for the choices of an enum.
  public static void check(String option, Optional<String> value, List<String> choices) {
    if (value.filter(v -> !choices.contains(v)).isPresent()) {
      throw new ModuleFailure(
          "value of %s must be one of: %s, got: %s"
              .formatted(option, String.join(", ", choices), value.orElseThrow()));
    }
  }
}
