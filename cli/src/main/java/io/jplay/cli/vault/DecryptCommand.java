package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;

/// `jvault decrypt FILE...`.
final class DecryptCommand implements VaultAction {
  private final VaultSession session;

  DecryptCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "Decrypt vault encrypted file";
  }

  @Override
  public void addTo(Options options) {
    FilesOptions.addTo(options);
  }

  @Override
  public void run(Options.Given given) {
    FilesOptions files = FilesOptions.of(given);
    VaultKeyring ring = session.keyring(given);
    if (files.readsStdin()) {
      session.announceStdin();
    }
    for (String name : files.inputs()) {
      String place = name.equals(VaultSession.STREAM) ? "on stdin" : "for " + session.path(name);
      byte[] plaintext = ring.decrypt(session.read(name), place);
      session.write(files.outputOf(name), plaintext, AtomicFile.Access.PRIVATE);
    }
    session.announce("Decryption successful");
  }
}
