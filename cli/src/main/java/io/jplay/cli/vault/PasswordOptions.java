package io.jplay.cli.vault;

import io.jplay.core.vault.VaultOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that say where vault passwords come from.
final class PasswordOptions {
  @Option(
      names = "--vault-id",
      paramLabel = "LABEL@SOURCE",
      description = "the vault identity to use; the source is a file, a program or 'prompt'")
  private List<String> vaultIds = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description = "vault password file")
  private List<String> passwordFiles = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "ask for vault password")
  private boolean ask;

  @Option(names = "-v", description = "more messages")
  private boolean[] verbose = {};

  VaultOptions options() {
    return new VaultOptions(vaultIds, passwordFiles, ask, true);
  }
}
