package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.core.ssh.SshQuestions;
import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// SSH's questions on the operator's terminal; without one, nothing is known and nothing trusted.
final class TerminalQuestions implements SshQuestions {
  private final Terminal terminal;

  TerminalQuestions(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Optional<Secret> passphrase(Path key) {
    return terminal.inIsTerminal()
        ? terminal.askSecret("Enter passphrase for key '" + key + "': ")
        : Optional.empty();
  }

  @Override
  public boolean trustHostKey(String text) {
    return terminal.inIsTerminal()
        && terminal
            .ask(text + "\nAre you sure you want to continue connecting (yes/no)? ", false)
            .map(answer -> answer.strip().equals("yes"))
            .orElse(false);
  }
}
