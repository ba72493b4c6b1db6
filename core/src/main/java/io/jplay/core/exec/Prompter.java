package io.jplay.core.exec;

import io.jplay.core.api.Question;
import io.jplay.core.api.Reply;
import java.util.Optional;

/// Asks the operator. Blocks; one question at a time is the caller's matter.
public interface Prompter {
  /// Empty when there is no terminal or the time (seconds, 0: none) passed.
  Optional<String> ask(String text, boolean secret, int seconds) throws InterruptedException;

  /// Whether somebody sits at a terminal.
  default boolean isInteractive() {
    return true;
  }

  /// Reads keys until the question has ended.
  default Reply ask(Question question) throws InterruptedException {
    return new Reply.Nobody();
  }

  Prompter NONE = (text, secret, seconds) -> Optional.empty();
}
