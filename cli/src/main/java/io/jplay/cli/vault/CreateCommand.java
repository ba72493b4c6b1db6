package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.vault.VaultEditor;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// `jvault create FILE`.
final class CreateCommand implements VaultAction {
  private static final String SKIP_CHECK = "--skip-tty-check";

  private final VaultSession session;

  CreateCommand(VaultSession session) {
    this.session = session;
  }

  @Override
  public String summary() {
    return "Create new vault encrypted file";
  }

  @Override
  public void addTo(Options options) {
    PasswordOptions.toEncrypt(options)
        .flag("open the editor although there is no terminal", SKIP_CHECK)
        .positional("FILE", "the file to make");
  }

  @Override
  public void run(Options.Given given) throws IOException, InterruptedException {
    if (given.positionals().size() != 1) {
      throw VaultSession.badOption("jvault create can take only one filename argument");
    }
    String name = given.positionals().getFirst();
    Path file = session.path(name);
    VaultSecret secret = session.encryptionSecret(given);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw VaultSession.problem(name + " exists, please use 'edit' instead");
    }
    if (!session.console().outIsTerminal() && !given.has(SKIP_CHECK)) {
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
  }
}
