package io.jplay.cli.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Words of a command line as argparse takes them, where Picocli differs: a long option may be cut
/// short as long as no other begins so (`--lim`), and a word with a dash is no value of the option
/// before it, unless it has a blank or is a number.
final class LongNames {
  private static final Pattern NUMBER = Pattern.compile("-\\d+|-\\d*\\.\\d+");

  private final Map<String, OptionSpec> options;

  LongNames(Map<String, OptionSpec> options) {
    this.options = options;
  }

  /// Words that do not follow the usage.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Refused(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// As messages name an option: `argument -f/--forks`.
  static String argument(OptionSpec option) {
    return "argument " + String.join("/", option.names());
  }

  /// What argparse says of a value that is missing, or that a flag does not take.
  static String reason(CommandLine.ParameterException e) {
    if (!(e.getArgSpec() instanceof OptionSpec option)) {
      return String.valueOf(e.getMessage());
    }
    return argument(option)
        + (option.arity().max() == 0
            ? ": ignored explicit argument '" + e.getValue() + "'"
            : ": expected one argument");
  }

  /// The words with all names of options in full.
  List<String> inFull(List<String> words) throws Refused {
    var out = new ArrayList<String>();
    var rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String word = rest.remove();
      if (word.equals("--")) {
        out.add(word);
        out.addAll(rest);
        return out;
      }
      String full = inFull(word);
      out.add(full);
      OptionSpec option = options.get(full);
      if (option == null || option.arity().max() == 0) {
        continue;
      }
      if (rest.isEmpty() || isOption(rest.element())) {
        throw new Refused(argument(option) + ": expected one argument");
      }
      out.add(rest.remove());
    }
    return out;
  }

  private static boolean isOption(String word) {
    return word.length() > 1
        && word.startsWith("-")
        && word.indexOf(' ') < 0
        && !NUMBER.matcher(word).matches();
  }

  private String inFull(String word) throws Refused {
    if (!word.startsWith("--") || options.containsKey(word)) {
      return word;
    }
    int end = word.indexOf('=') < 0 ? word.length() : word.indexOf('=');
    String name = word.substring(0, end);
    if (options.containsKey(name)) {
      return word;
    }
    var meant = new TreeSet<String>();
    options.keySet().stream().filter(known -> known.startsWith(name)).forEach(meant::add);
    if (meant.size() > 1) {
      throw new Refused("ambiguous option: " + name + " could match " + String.join(", ", meant));
    }
    return meant.isEmpty() ? word : meant.getFirst() + word.substring(end);
  }
}
