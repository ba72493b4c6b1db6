package io.jplay.cli.vault;

import io.jplay.core.diag.ExitCode;
import io.jplay.core.vault.VaultSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `jvault`, the parent of the vault commands. Without one it shows its usage.
@Command(
    name = "jvault",
    mixinStandardHelpOptions = true,
    description = "Encrypt, decrypt and edit vault files and vault values")
public final class VaultCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final VaultSession session;

  public VaultCommand(VaultConsole console, VaultSettings settings) {
    this.session = new VaultSession(console, settings);
    this.spec = CommandSpec.create();
  }

  /// The command with all its subcommands, ready to be given arguments. Problems leave `execute` as
  /// the caller's exception handlers say.
  public static CommandLine commandLine(VaultConsole console, VaultSettings settings) {
    var command = new VaultCommand(console, settings);
    VaultSession session = command.session;
    return new CommandLine(command)
        .addSubcommand(new CreateCommand(session))
        .addSubcommand(new DecryptCommand(session))
        .addSubcommand(new EditCommand(session))
        .addSubcommand(new ViewCommand(session))
        .addSubcommand(new EncryptCommand(session))
        .addSubcommand(new EncryptStringCommand(session))
        .addSubcommand(new RekeyCommand(session));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(session.console().err());
    return ExitCode.USAGE.number();
  }
}
