package io.jplay.cli.vault;

import io.jplay.cli.command.LongNames;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.vault.VaultSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `jvault`, the parent of the vault commands. Without one it shows its usage.
@Command(
    name = "jvault",
    mixinStandardHelpOptions = true,
    description = "Encrypt, decrypt and edit vault files and vault values")
public final class VaultCommand implements Callable<Integer> {
  @Option(
      names = {"-v", "--verbose"},
      description = "more messages")
  private boolean[] verbose = {};

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

  /// The words with their options in full, those of the action they begin with.
  public static List<String> inFull(CommandLine command, List<String> words)
      throws LongNames.Refused {
    Optional<CommandLine> action =
        words.stream()
            .filter(command.getSubcommands()::containsKey)
            .findFirst()
            .map(command.getSubcommands()::get);
    return new LongNames(action.orElse(command).getCommandSpec().optionsMap()).inFull(words);
  }

  /// The options of each action.
  public static Map<String, Collection<String>> options(CommandLine command) {
    var options = new LinkedHashMap<String, Collection<String>>();
    command
        .getSubcommands()
        .forEach(
            (name, action) -> options.put(name, action.getCommandSpec().optionsMap().keySet()));
    return options;
  }

  /// What argparse says of words that do not follow the usage.
  public static String reason(CommandLine.ParameterException problem) {
    if (problem instanceof CommandLine.UnmatchedArgumentException e) {
      List<String> actions = actions(problem);
      return actions.isEmpty()
          ? "unrecognized arguments: " + String.join(" ", e.getUnmatched())
          : "argument action: invalid choice: '" + e.getUnmatched().getFirst() + "'";
    }
    return LongNames.reason(problem);
  }

  public static String hint(CommandLine.ParameterException problem) {
    String help = "see " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    if (problem instanceof CommandLine.UnmatchedArgumentException e) {
      String near = Suggestion.hint(e.getUnmatched().getFirst(), actions(problem));
      return near.isEmpty() ? help : near + " (" + help + ")";
    }
    return help;
  }

  private static List<String> actions(CommandLine.ParameterException problem) {
    return List.copyOf(problem.getCommandLine().getSubcommands().keySet());
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(session.console().err());
    return ExitCode.USAGE.number();
  }
}
