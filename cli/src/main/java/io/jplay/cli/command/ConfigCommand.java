package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.Color;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/// `jconfig`, `ansible-config`: which settings there are (`list`), what they are and who said so
/// (`dump`), the file that counts (`view`), and a file to start from (`init`).
public final class ConfigCommand {
  static final List<String> ACTIONS = List.of("list", "dump", "view", "init", "validate");
  private static final List<String> TYPES =
      List.of(
          "all",
          "base",
          "become",
          "cache",
          "callback",
          "cliconf",
          "connection",
          "httpapi",
          "inventory",
          "lookup",
          "netconf",
          "shell",
          "vars");

  private final Invocation invocation;
  private final Console console;

  public ConfigCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run(List<String> words) {
    Options options = CommonOptions.config(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    String action = given.positionals().isEmpty() ? "" : given.positionals().getFirst();
    if (!ACTIONS.contains(action)) {
      throw options.usage(
          action.isEmpty()
              ? "the following arguments are required: action"
              : "argument action: " + Options.invalid(action, ACTIONS),
          Suggestion.hint(action, ACTIONS));
    }
    String type = given.last("-t").orElse("base");
    if (!TYPES.contains(type)) {
      throw options.usage(
          options.argument("-t") + ": " + Options.invalid(type, TYPES),
          Suggestion.hint(type, TYPES));
    }
    Settings settings = settings(options, given);
    settings.warnings().forEach(console::warning);
    String format = given.last("-f").orElse("");
    List<String> formats = formats(action);
    if (given.has("-f") && !formats.contains(format)) {
      throw options.usage(
          options.argument("-f") + ": " + Options.invalid(format, formats),
          Suggestion.hint(format, formats));
    }
    var report =
        new ConfigReport(
            settings, type, given.positionals().subList(1, given.positionals().size()));
    report
        .unknownPlugins()
        .forEach(
            name -> console.warning("Skipping " + name + " as we could not find matching plugin"));
    switch (action) {
      case "list" -> console.displayData(report.list(format.equals("json")));
      case "dump" -> dump(report, format, given.has("--only-changed"));
      case "init" ->
          console.displayData(
              format.equals("env")
                  ? report.environment(given.has("--disabled"))
                  : report.ini(given.has("--disabled")));
      case "validate" -> {
        return validate(report, format.equals("env"));
      }
      default -> view(settings);
    }
    return ExitCode.OK;
  }

  private static List<String> formats(String action) {
    return switch (action) {
      case "init" -> List.of("ini", "env", "vars");
      case "validate" -> List.of("ini", "env");
      case "dump" -> List.of("json", "yaml", "display");
      default -> List.of("json", "yaml");
    };
  }

  private Settings settings(Options options, Options.Given given) {
    Settings settings = invocation.settings();
    if (!given.has("-c")) {
      return settings;
    }
    String name = given.last("-c").orElse("");
    if (!Files.isReadable(settings.directory().resolve(name))) {
      throw options.bad(
          "The provided configuration file is missing or not accessible: " + name, "");
    }
    var environment = new HashMap<>(settings.environment());
    environment.put("ANSIBLE_CONFIG", name);
    return Settings.load(settings.directory(), environment);
  }

  private void dump(ConfigReport report, String format, boolean onlyChanged) {
    if (format.isEmpty() || format.equals("display")) {
      report.lines(onlyChanged).forEach(line -> console.display(line.text(), color(line.origin())));
    } else {
      console.displayData(report.dump(format.equals("json"), onlyChanged));
    }
  }

  private static Color color(String origin) {
    return switch (origin) {
      case "default" -> Color.OK;
      case "" -> Color.NONE;
      default -> Color.CHANGED;
    };
  }

  private ExitCode validate(ConfigReport report, boolean environment) {
    List<String> unknown = environment ? report.unknownVariables() : report.unknownKeys();
    unknown.forEach(console::error);
    if (unknown.isEmpty()) {
      console.display("All configurations seem valid!");
    }
    return unknown.isEmpty() ? ExitCode.OK : ExitCode.ERROR;
  }

  private void view(Settings settings) {
    Path file =
        settings.file().orElseThrow(() -> problem("Invalid or no config file was supplied"));
    try {
      invocation.terminal().page(Files.readAllBytes(file), settings.text(Setting.PAGER));
    } catch (IOException e) {
      throw problem("Failed to open the config file " + file + ": " + IoReason.of(e));
    }
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1801", "configuration file cannot be read", SourceRange.NONE)
            .withDetail(detail));
  }
}
