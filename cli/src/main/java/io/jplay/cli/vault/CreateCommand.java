package io.jplay.cli.vault;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.vault.VaultEditor;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jvault create FILE`.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Create new vault encrypted file")
final class CreateCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();

  @Option(names = "--encrypt-vault-id", description = "the vault id used to encrypt")
  private Optional<String> encryptId = Optional.empty();

  @Option(names = "--skip-tty-check", description = "open the editor although there is no terminal")
  private boolean skipsTerminalCheck;

  @Parameters(paramLabel = "FILE", arity = "0..*")
  private List<String> files = List.of();

  CreateCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (files.size() != 1) {
      throw VaultSession.badOption("jvault create can take only one filename argument");
    }
    String name = files.getFirst();
    Path file = session.path(name);
    VaultSecret secret = session.encryptionSecret(passwords, encryptId);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw VaultSession.problem(name + " exists, please use 'edit' instead");
    }
    if (!session.console().outIsTerminal() && !skipsTerminalCheck) {
      throw VaultSession.problem(
          "no terminal, the editor is not opened; --skip-tty-check opens it all the same");
    }
    Path dir = file.getParent();
    if (dir != null && !Files.exists(dir)) {
      session
          .console()
          .warnings()
          .accept(
              Diagnostic.warning("JP1110", "directory is created", SourceRange.NONE)
                  .withDetail(dir + " does not exist, creating..."));
      Files.createDirectories(dir);
    }
    new VaultEditor(VaultKeyring.EMPTY, session.console().editor()).create(file, secret);
    return 0;
  }
}
