package io.jplay.cli;

import io.jplay.cli.command.CompletionCommand;
import io.jplay.cli.command.ConfigCommand;
import io.jplay.cli.command.DocCommand;
import io.jplay.cli.command.ExplainCommand;
import io.jplay.cli.command.InventoryCommand;
import io.jplay.cli.command.Invocation;
import io.jplay.cli.command.PullCommand;
import io.jplay.cli.command.RunCommand;
import io.jplay.cli.command.Screen;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.demo.DemoCommand;
import io.jplay.cli.run.CoreEngine;
import io.jplay.cli.run.VaultParts;
import io.jplay.cli.vault.ProcessEditor;
import io.jplay.cli.vault.VaultCommand;
import io.jplay.cli.vault.VaultConsole;
import io.jplay.cli.view.Console;
import io.jplay.cli.view.DiagnosticView;
import io.jplay.core.diag.BugReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.vault.VaultSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From a program's name to its command, and from whatever ends a command to an exit code and a
/// message.
final class Dispatcher {
  private final String name;
  private final Path directory;
  private final Map<String, String> environment;
  private final Terminal terminal;

  Dispatcher(String name, Path directory, Map<String, String> environment, Terminal terminal) {
    this.name = name;
    this.directory = directory;
    this.environment = environment;
    this.terminal = terminal;
  }

  ExitCode run(List<String> words) {
    Optional<Console> console = Optional.empty();
    try {
      Settings settings = Settings.load(directory, environment);
      console = Optional.of(Screen.console(settings, terminal));
      return command(settings, console.get(), words);
    } catch (JplayException e) {
      Console shown = console.orElseGet(this::plainConsole);
      new DiagnosticView(shown).show(e.diagnostics());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      terminal.err().println("ERROR! interrupted");
      return ExitCode.INTERRUPTED;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return bug(e);
    }
  }

  private ExitCode command(Settings settings, Console console, List<String> words)
      throws InterruptedException {
    var invocation = new Invocation(name, settings, terminal, new CoreEngine(terminal, console));
    return switch (Program.of(name)) {
      case JPLAY -> jplay(invocation, console, words);
      case PLAYBOOK -> new RunCommand(invocation, console).playbooks(words);
      case AD_HOC -> new RunCommand(invocation, console).adHoc(words);
      case JVAULT -> vault(settings, console).run(words);
      case JINVENTORY -> new InventoryCommand(invocation, console).run(words);
      case CONFIG -> new ConfigCommand(invocation, console).run(words);
      case PULL -> new PullCommand(invocation, console).run(words);
      case DOC -> new DocCommand(invocation, console).run(words);
      case GALAXY -> throw notThere();
    };
  }

  private ExitCode jplay(Invocation invocation, Console console, List<String> words)
      throws InterruptedException {
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "demo" -> new DemoCommand(invocation, console).run(rest);
      case "completion" ->
          new CompletionCommand(console, vault(invocation.settings(), console).options()).run();
      case "explain" -> new ExplainCommand(invocation, console).run(rest);
      default -> new RunCommand(invocation, console).either(words);
    };
  }

  private JplayException notThere() {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1824", "command is not part of jplay", SourceRange.NONE)
            .withDetail(
                name
                    + " is not part of jplay: roles and collections are used where they are, but"
                    + " not fetched")
            .withHint(
                "clone a role by git into a directory of roles_path (ROLE or NAMESPACE.ROLE), a"
                    + " collection into collections_path (ansible_collections/NAMESPACE/NAME), or"
                    + " let ansible-galaxy of a Python installation do it; jplay finds what it"
                    + " installed"));
  }

  private VaultCommand vault(Settings settings, Console console) {
    VaultSettings vaultSettings = VaultParts.settings(settings);
    String editor = vaultSettings.editor();
    var vaultConsole =
        new VaultConsole(
            terminal.in(),
            terminal.out(),
            terminal.err(),
            terminal.inIsTerminal(),
            terminal.outIsTerminal(),
            terminal::askSecret,
            new ProcessEditor(List.of(editor.strip().split("\\s+"))),
            content -> terminal.page(content, settings.text(Setting.PAGER)),
            console::diagnostic);
    return new VaultCommand(name, vaultConsole, vaultSettings);
  }

  private Console plainConsole() {
    return new Console(
        terminal.out(),
        terminal.err(),
        new Console.Look(false, terminal.columns(), true, true),
        Map.of());
  }

  private ExitCode bug(Throwable problem) {
    PrintStream err = terminal.err();
    err.println(
        "ERROR! this is a bug in jplay "
            + Version.number()
            + ", please report it with these lines:");
    err.print(BugReport.of(problem));
    return ExitCode.BUG;
  }
}
