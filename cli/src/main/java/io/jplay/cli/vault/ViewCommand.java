package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import java.util.List;

/// `jvault view [FILE...]`.
final class ViewCommand implements VaultAction {
  private final VaultSession session;

  ViewCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "View vault encrypted file";
  }

  @Override
  public void addTo(Options options) {
    options.positional("FILE", "files to show; standard input without one");
  }

  @Override
  public void run(Options.Given given) {
    VaultKeyring ring = session.keyring(given);
    List<String> files = given.positionals();
    for (String name : files.isEmpty() ? List.of(VaultSession.STREAM) : files) {
      byte[] text = ring.decrypt(session.read(name), "on " + name);
      if (session.console().outIsTerminal()) {
        session.console().pager().accept(text);
      } else {
        session.write(VaultSession.STREAM, text, AtomicFile.Access.PRIVATE);
      }
    }
  }
}
