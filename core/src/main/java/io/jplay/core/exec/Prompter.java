package io.jplay.core.exec;

import java.util.Optional;

/// Asks the operator. Blocks; one question at a time is the caller's matter.
public interface Prompter {
  /// Empty when there is no terminal or the time (seconds, 0: none) passed.
  Optional<String> ask(String text, boolean secret, int seconds) throws InterruptedException;

  /// Whether somebody sits at a terminal.
  default boolean isInteractive() {
    return true;
  }

  Prompter NONE = (text, secret, seconds) -> Optional.empty();
}
