package io.jplay.cli.vault;

import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `jvault decrypt FILE...`.
@Command(
    name = "decrypt",
    mixinStandardHelpOptions = true,
    description = "Decrypt vault encrypted file")
final class DecryptCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();
  @Mixin private FilesOptions files = new FilesOptions();

  DecryptCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    VaultKeyring ring = session.keyring(passwords);
    if (files.readsStdin()) {
      session.announceStdin();
    }
    for (String name : files.inputs()) {
      String place = name.equals(VaultSession.STREAM) ? "on stdin" : "for " + session.path(name);
      byte[] plaintext = ring.decrypt(session.read(name), place);
      session.write(files.outputOf(name), plaintext, AtomicFile.Access.PRIVATE);
    }
    session.announce("Decryption successful");
    return 0;
  }
}
