package io.jplay.cli.vault;

import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultOptions;
import io.jplay.core.vault.VaultSecret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `jvault rekey FILE...`. All files are opened before the first is written, so that a wrong
/// password changes none of them.
@Command(
    name = "rekey",
    mixinStandardHelpOptions = true,
    description = "Re-key a vault encrypted file")
final class RekeyCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--encrypt-vault-id", description = "the vault id used to encrypt")
  private Optional<String> encryptId = Optional.empty();

  @Option(names = "--new-vault-id", description = "the new vault identity to use for rekey")
  private Optional<String> newId = Optional.empty();

  @Option(
      names = {"--new-vault-password-file", "--new-vault-pass-file"},
      description = "new vault password file for rekey")
  private Optional<String> newPasswordFile = Optional.empty();

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<String> files = List.of();

  RekeyCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (newId.isPresent() && newPasswordFile.isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "argument --new-vault-password-file: not allowed with argument --new-vault-id");
    }
    VaultKeyring ring = session.keyring(passwords);
    List<byte[]> plaintexts =
        files.stream()
            .map(name -> ring.decrypt(session.read(name), "for " + session.path(name)))
            .toList();
    VaultSecret secret =
        session.newSecret(
            new VaultOptions(
                newId.stream().toList(), newPasswordFile.stream().toList(), false, true),
            encryptId);
    for (int i = 0; i < files.size(); i++) {
      byte[] vault = session.encrypted(plaintexts.get(i), secret);
      session.write(files.get(i), vault, AtomicFile.Access.AS_BEFORE);
    }
    session.console().err().println("Rekey successful");
    return 0;
  }
}
