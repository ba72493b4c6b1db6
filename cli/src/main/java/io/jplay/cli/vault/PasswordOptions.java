package io.jplay.cli.vault;

import io.jplay.core.vault.VaultOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Option(
      names = {"-v", "--verbose"},
      description = "more messages")
  private boolean[] verbose = {};

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  VaultOptions options() {
    if (ask && !passwordFiles.isEmpty()) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "argument --vault-password-file/--vault-pass-file: not allowed with argument"
              + " -J/--ask-vault-password/--ask-vault-pass");
    }
    return new VaultOptions(vaultIds, passwordFiles, ask, true);
  }
}
