package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.vault.VaultOptions;
import java.util.Optional;

/// The options that say where vault passwords come from.
final class PasswordOptions {
  private static final String ID = "--vault-id";
  private static final String FILE = "--vault-password-file";
  private static final String ASK = "--ask-vault-password";

  private static final String ENCRYPT_ID = "--encrypt-vault-id";

  private PasswordOptions() {}

  static Options addTo(Options options) {
    return options
        .value(
            "LABEL@SOURCE",
            "the vault identity to use; the source is a file, a program or 'prompt'",
            ID)
        .value("FILE", "vault password file", FILE, "--vault-pass-file")
        .flag("ask for vault password", "-J", ASK, "--ask-vault-pass")
        .exclusive(FILE, ASK);
  }

  static Options toEncrypt(Options options) {
    return options.value("ENCRYPT_VAULT_ID", "the vault id used to encrypt", ENCRYPT_ID);
  }

  static Optional<String> encryptId(Options.Given given) {
    return given.last(ENCRYPT_ID);
  }

  static VaultOptions of(Options.Given given) {
    return new VaultOptions(given.all(ID), given.all(FILE), given.has(ASK), true);
  }
}
