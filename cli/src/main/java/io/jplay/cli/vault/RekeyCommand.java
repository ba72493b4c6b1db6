package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultOptions;
import io.jplay.core.vault.VaultSecret;
import java.util.List;

/// `jvault rekey FILE...`. All files are opened before the first is written, so that a wrong
/// password changes none of them.
final class RekeyCommand implements VaultAction {
  private static final String NEW_ID = "--new-vault-id";
  private static final String NEW_FILE = "--new-vault-password-file";

  private final VaultSession session;

  RekeyCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "Re-key a vault encrypted file";
  }

  @Override
  public void addTo(Options options) {
    PasswordOptions.toEncrypt(options)
        .value("NEW_VAULT_ID", "the new vault identity to use for rekey", NEW_ID)
        .value("FILE", "new vault password file for rekey", NEW_FILE, "--new-vault-pass-file")
        .exclusive(NEW_ID, NEW_FILE)
        .positional("FILE", "files to change");
  }

  @Override
  public boolean needsFile() {
    return true;
  }

  @Override
  public void run(Options.Given given) {
    List<String> files = given.positionals();
    VaultKeyring ring = session.keyring(given);
    List<byte[]> plaintexts =
        files.stream()
            .map(name -> ring.decrypt(session.read(name), "for " + session.path(name)))
            .toList();
    VaultSecret secret =
        session.newSecret(
            new VaultOptions(
                given.last(NEW_ID).stream().toList(),
                given.last(NEW_FILE).stream().toList(),
                false,
                true),
            PasswordOptions.encryptId(given));
    for (int i = 0; i < files.size(); i++) {
      byte[] vault = session.encrypted(plaintexts.get(i), secret);
      session.write(files.get(i), vault, AtomicFile.Access.AS_BEFORE);
    }
    session.console().err().println("Rekey successful");
  }
}
