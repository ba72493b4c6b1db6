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
import java.util.function.Function;
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
  /// What makes each action, in the order of the usage.
  private static final Map<String, Function<VaultSession, Callable<Integer>>> ACTIONS = actions();

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

  /// The command with all its actions, ready to be given arguments. Problems leave `execute` as the
  /// caller's exception handlers say.
  public static CommandLine commandLine(VaultConsole console, VaultSettings settings) {
    return commandLine(console, settings, List.of());
  }

  /// The same for one call: with the action alone that `words` begin with, if they do. Making an
  /// action costs a start as much time as its work.
  public static CommandLine commandLine(
      VaultConsole console, VaultSettings settings, List<String> words) {
    var command = new VaultCommand(console, settings);
    var line = new CommandLine(command);
    Optional<Function<VaultSession, Callable<Integer>>> asked =
        words.stream().filter(word -> !word.startsWith("-")).findFirst().map(ACTIONS::get);
    Collection<Function<VaultSession, Callable<Integer>>> actions =
        asked.isPresent() ? List.of(asked.get()) : ACTIONS.values();
    actions.forEach(action -> line.addSubcommand(action.apply(command.session)));
    // of an option that is given twice the last counts, and Picocli has nothing to say of it
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
    return line.setOverwrittenOptionsAllowed(true);
  }

  private static Map<String, Function<VaultSession, Callable<Integer>>> actions() {
    var actions = new LinkedHashMap<String, Function<VaultSession, Callable<Integer>>>();
    actions.put("create", CreateCommand::new);
    actions.put("decrypt", DecryptCommand::new);
    actions.put("edit", EditCommand::new);
    actions.put("view", ViewCommand::new);
    actions.put("encrypt", EncryptCommand::new);
    actions.put("encrypt_string", EncryptStringCommand::new);
    actions.put("rekey", RekeyCommand::new);
    return actions;
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
