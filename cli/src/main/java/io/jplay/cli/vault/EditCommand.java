package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.VaultEditor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// `jvault edit FILE...`.
final class EditCommand implements VaultAction {
  private final VaultSession session;

  EditCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "Edit vault encrypted file";
  }

  @Override
  public void addTo(Options options) {
    // taken and not used, as in ansible: a file keeps the identity that opened it
    options
        .value("ENCRYPT_VAULT_ID", "accepted for compatibility", "--encrypt-vault-id")
        .positional("FILE", "files to edit");
  }

  @Override
  public boolean needsFile() {
    return true;
  }

  @Override
  public void run(Options.Given given) throws IOException, InterruptedException {
    var editor = new VaultEditor(session.keyring(given), session.console().editor());
    for (String name : given.positionals()) {
      try {
        editor.edit(session.path(name));
      } catch (NoSuchFileException _) {
        throw VaultSession.problem(
            "Unable to read source file (" + session.path(name) + "): No such file or directory");
      }
    }
  }
}
