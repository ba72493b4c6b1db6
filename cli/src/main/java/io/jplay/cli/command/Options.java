package io.jplay.cli.command;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The options of one command, and how argparse would read them: any option may be repeated (the
/// last value counts unless all do), long names may be shortened, values may begin with a dash when
/// they hold a blank, positionals may stand anywhere.
public final class Options {
  private final CommandSpec spec = CommandSpec.create();
  private final List<String> names = new ArrayList<>();
  private final List<List<String>> exclusive = new ArrayList<>();

  public Options(String program, String summary) {
    spec.name(program);
    spec.usageMessage().description(summary).sortOptions(true).abbreviateSynopsis(true);
    flag("show this help message and exit", "-h", "--help");
    flag("show version and configuration and exit", "--version");
    flag(
        "print more; repeat for more (-vvv: results in full, -vvvv: connections)",
        "-v",
        "--verbose");
  }

  public Options flag(String help, String... optionNames) {
    names.addAll(List.of(optionNames));
    spec.addOption(
        OptionSpec.builder(optionNames)
            .type(List.class)
            .auxiliaryTypes(Boolean.class)
            .arity("0")
            .description(help)
            .build());
    return this;
  }

  public Options value(String label, String help, String... optionNames) {
    names.addAll(List.of(optionNames));
    spec.addOption(
        OptionSpec.builder(optionNames)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel(label)
            .description(help)
            .build());
    return this;
  }

  public Options positional(String label, String help) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .index("0..*")
            .arity("0..*")
            .paramLabel(label)
            .description(help)
            .build());
    return this;
  }

  /// A word that may stand first and has options of its own, for the usage.
  public Options action(String name, String summary) {
    CommandSpec action = CommandSpec.create().name(name);
    action.usageMessage().description(summary);
    spec.addSubcommand(name, action);
    return this;
  }

  public List<String> names() {
    return names;
  }

  /// Options of which one alone may be given, each by one of its names.
  public Options exclusive(String... optionNames) {
    exclusive.add(List.of(optionNames));
    return this;
  }

  public String usage() {
    var out = new StringWriter();
    commandLine().usage(new PrintWriter(out));
    return out.toString();
  }

  private CommandLine commandLine() {
    return new CommandLine(spec)
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setAllowOptionsAsOptionParameters(true)
        .setToggleBooleanFlags(false);
  }

  public Given parse(List<String> words) {
    try {
      List<String> full = new LongNames(spec.optionsMap()).inFull(words);
      Given given = new Given(commandLine().parseArgs(full.toArray(String[]::new)), full);
      given.values().forEach(this::checkValue);
      exclusive.forEach(group -> checkAlone(given, group));
      return given;
    } catch (LongNames.Refused e) {
      throw usage(e.reason(), "");
    } catch (CommandLine.UnmatchedArgumentException e) {
      String word = e.getUnmatched().getFirst();
      throw usage(
          "unrecognized arguments: " + String.join(" ", e.getUnmatched()),
          Suggestion.hint(word, names.stream().filter(n -> n.startsWith("--")).toList()));
    } catch (CommandLine.ParameterException e) {
      throw usage(LongNames.reason(e), "");
    }
  }

  /// `-l --check` is a forgotten value, not a limit named `--check`.
  private void checkValue(String value) {
    if (names.contains(value)) {
      throw usage("expected one argument before " + value, "");
    }
  }

  /// An option that is given twice is no other beside itself.
  private void checkAlone(Given given, List<String> group) {
    List<OptionSpec> found =
        given.parsed().matchedOptions().stream()
            .distinct()
            .filter(o -> List.of(o.names()).stream().anyMatch(group::contains))
            .toList();
    if (found.size() > 1) {
      throw usage(
          LongNames.argument(found.getLast())
              + ": not allowed with "
              + LongNames.argument(found.getFirst()),
          "");
    }
  }

  /// What argparse says of a word that is none of the choices.
  static String invalid(String word, List<String> choices) {
    return "invalid choice: '"
        + word
        + "' (choose from "
        + String.join(", ", choices.stream().map(c -> "'" + c + "'").toList())
        + ")";
  }

  /// An option as messages name it: `argument -f/--forks`.
  String argument(String name) {
    return LongNames.argument(spec.findOption(name));
  }

  /// What argparse would refuse: words that do not follow the usage.
  public JplayException usage(String detail, String hint) {
    return problem(ExitCode.USAGE, detail, hint);
  }

  /// Options that do not go together, or values that make no sense.
  JplayException bad(String detail, String hint) {
    return problem(ExitCode.BAD_OPTIONS, detail, hint);
  }

  private JplayException problem(ExitCode code, String detail, String hint) {
    String help = "see " + spec.name() + " --help";
    return new JplayException(
        code,
        Diagnostic.error("JP1820", "wrong command line", SourceRange.NONE)
            .withDetail(detail)
            .withHint(hint.isEmpty() ? help : hint + " (" + help + ")"));
  }

  /// What was given.
  public record Given(ParseResult parsed, List<String> words) {
    public boolean has(String name) {
      return parsed.hasMatchedOption(name);
    }

    int count(String name) {
      return parsed.matchedOptionValue(name, List.of()).size();
    }

    public List<String> all(String name) {
      return parsed.matchedOptionValue(name, List.<String>of());
    }

    public Optional<String> last(String name) {
      List<String> all = all(name);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public List<String> positionals() {
      return parsed.matchedPositionalValue(0, List.<String>of());
    }

    /// Every value of every option that takes one.
    List<String> values() {
      var all = new ArrayList<String>();
      for (OptionSpec option : parsed.matchedOptions()) {
        if (option.arity().max() > 0) {
          all.addAll(parsed.matchedOptionValue(option.longestName(), List.<String>of()));
        }
      }
      return all;
    }
  }
}
