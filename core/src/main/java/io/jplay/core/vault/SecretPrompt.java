package io.jplay.core.vault;

import io.jplay.core.value.Secret;
import java.util.Optional;

/// Asks the operator for a password without showing it. Called on the main thread before a run;
/// blocks until answered.
@FunctionalInterface
public interface SecretPrompt {
  /// What was typed, without the line end; empty at the end of the input or without a terminal.
  Optional<Secret> ask(String prompt);
}
