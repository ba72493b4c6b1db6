package io.jplay.cli.vault;

import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jvault encrypt FILE...`.
@Command(name = "encrypt", mixinStandardHelpOptions = true, description = "Encrypt YAML file")
final class EncryptCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();
  @Mixin private FilesOptions files = new FilesOptions();

  @Option(names = "--encrypt-vault-id", description = "the vault id used to encrypt")
  private Optional<String> encryptId = Optional.empty();

  EncryptCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    VaultSecret secret = session.encryptionSecret(passwords, encryptId);
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
    return 0;
  }
}
