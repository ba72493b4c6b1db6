package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;

/// `jvault encrypt FILE...`.
final class EncryptCommand implements VaultAction {
  private final VaultSession session;

  EncryptCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "Encrypt YAML file";
  }

  @Override
  public void addTo(Options options) {
    FilesOptions.addTo(PasswordOptions.toEncrypt(options));
  }

  @Override
  public void run(Options.Given given) {
    FilesOptions files = FilesOptions.of(given);
    VaultSecret secret = session.encryptionSecret(given);
    if (files.readsStdin()) {
      session.announceStdin();
    }
    for (String name : files.inputs()) {
      byte[] plaintext = session.read(name);
      if (VaultKeyring.isVault(plaintext)) {
        throw VaultSession.problem("input is already encrypted");
      }
      byte[] vault = session.encrypted(plaintext, secret);
      session.write(files.outputOf(name), vault, AtomicFile.Access.PRIVATE);
    }
    session.announce("Encryption successful");
  }
}
