package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.core.api.Question;
import io.jplay.core.api.Reply;
import io.jplay.core.exec.Prompter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Asks on the operator's terminal. Nothing ends the read of a terminal but its answer: another
/// thread reads, so that whoever asked can be interrupted by Ctrl-C meanwhile.
record TerminalPrompter(Terminal terminal) implements Prompter {
  @Override
  public Optional<String> ask(String text, boolean secret, int seconds)
      throws InterruptedException {
    var answer = new FutureTask<>(() -> terminal.ask(text, secret, Duration.ofSeconds(seconds)));
    Thread.ofPlatform().daemon().name("answer").start(answer);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the terminal failed", e.getCause());
    }
  }

  @Override
  public Reply ask(Question question) throws InterruptedException {
    return terminal.ask(question);
  }

  @Override
  public boolean isInteractive() {
    return terminal.inIsTerminal();
  }
}
