package io.jplay.cli.vault;

import io.jplay.core.vault.VaultEditor;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jvault edit FILE...`.
@Command(name = "edit", mixinStandardHelpOptions = true, description = "Edit vault encrypted file")
final class EditCommand implements Callable<Integer> {
  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();

  /// Taken and not used, as in ansible: a file keeps the identity that opened it.
  @Option(names = "--encrypt-vault-id", description = "accepted for compatibility")
  private Optional<String> encryptId = Optional.empty();

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<String> files = List.of();

  EditCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    var editor = new VaultEditor(session.keyring(passwords), session.console().editor());
    for (String name : files) {
      try {
        editor.edit(session.path(name));
      } catch (NoSuchFileException _) {
        throw VaultSession.problem(
            "Unable to read source file (" + session.path(name) + "): No such file or directory");
      }
    }
    return 0;
  }
}
