package io.jplay.cli.vault;

import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `jvault view [FILE...]`.
@Command(name = "view", mixinStandardHelpOptions = true, description = "View vault encrypted file")
final class ViewCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "standard input without one")
  private List<String> files = List.of();

  ViewCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    VaultKeyring ring = session.keyring(passwords);
    for (String name : files.isEmpty() ? List.of(VaultSession.STREAM) : files) {
      byte[] text = ring.decrypt(session.read(name), "on " + name);
      if (session.console().outIsTerminal()) {
        session.console().pager().accept(text);
      } else {
        session.write(VaultSession.STREAM, text, AtomicFile.Access.PRIVATE);
      }
    }
    return 0;
  }
}
