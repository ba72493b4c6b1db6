package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.vault.VaultSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `jvault ACTION`: encrypts, decrypts and edits vault files and values.
public final class VaultCommand {
  private static final Map<String, Function<VaultSession, VaultAction>> ACTIONS = actions();

  private final String program;
  private final VaultSession session;

  /// `program` is the name that it was called by.
  public VaultCommand(String program, VaultConsole console, VaultSettings settings) {
    this.program = program;
    this.session = new VaultSession(console, settings);
  }

  private static Map<String, Function<VaultSession, VaultAction>> actions() {
    var actions = new LinkedHashMap<String, Function<VaultSession, VaultAction>>();
    actions.put("create", CreateCommand::new);
    actions.put("decrypt", DecryptCommand::new);
    actions.put("edit", EditCommand::new);
    actions.put("view", ViewCommand::new);
    actions.put("encrypt", EncryptCommand::new);
    actions.put("encrypt_string", EncryptStringCommand::new);
    actions.put("rekey", RekeyCommand::new);
    return actions;
  }

  /// Throws `JplayException` for words that make no sense and for whatever an action cannot do.
  public ExitCode run(List<String> words) throws InterruptedException {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at++;
    }
    Options own = new Options(program, "Encrypt, decrypt and edit vault files and vault values");
    boolean wantsHelp = own.parse(words.subList(0, at)).has("--help");
    if (wantsHelp || at == words.size()) {
      ACTIONS.forEach((name, action) -> own.action(name, action.apply(session).summary()));
      (wantsHelp ? session.console().out() : session.console().err()).print(own.usage());
      return wantsHelp ? ExitCode.OK : ExitCode.USAGE;
    }
    String name = words.get(at);
    Function<VaultSession, VaultAction> action = ACTIONS.get(name);
    if (action == null) {
      throw own.usage(
          "argument action: invalid choice: '" + name + "'",
          Suggestion.hint(name, ACTIONS.keySet()));
    }
    return run(name, action.apply(session), words.subList(at + 1, words.size()));
  }

  private ExitCode run(String name, VaultAction action, List<String> words)
      throws InterruptedException {
    Options options = options(program + " " + name, action);
    Options.Given given = options.parse(words);
    if (given.has("--help")) {
      session.console().out().print(options.usage());
      return ExitCode.OK;
    }
    if (action.needsFile() && given.positionals().isEmpty()) {
      throw options.usage("a FILE to " + name + " is needed", "");
    }
    try {
      action.run(given);
    } catch (IOException e) {
      throw VaultSession.problem(IoReason.of(e));
    }
    return ExitCode.OK;
  }

  private static Options options(String program, VaultAction action) {
    Options options = PasswordOptions.addTo(new Options(program, action.summary()));
    action.addTo(options);
    return options;
  }

  /// The names of the options of each action.
  public Map<String, Collection<String>> options() {
    var options = new LinkedHashMap<String, Collection<String>>();
    ACTIONS.forEach(
        (name, action) -> options.put(name, options(name, action.apply(session)).names()));
    return options;
  }
}
