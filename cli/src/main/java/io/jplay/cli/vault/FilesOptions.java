package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import java.util.List;
import java.util.Optional;

/// Input files and the output of encrypt and decrypt.
record FilesOptions(List<String> files, Optional<String> output) {
  static void addTo(Options options) {
    options
        .value("FILE", "output file name; use - for stdout", "--output")
        .positional("FILE", "files to change; standard input without one");
  }

  static FilesOptions of(Options.Given given) {
    return new FilesOptions(given.positionals(), given.last("--output"));
  }

  /// The inputs; stdin when none is named.
  List<String> inputs() {
    if (output.isPresent() && files.size() > 1) {
      throw VaultSession.badOption("At most one input file may be used with the --output option");
    }
    return files.isEmpty() ? List.of(VaultSession.STREAM) : files;
  }

  boolean readsStdin() {
    return inputs().contains(VaultSession.STREAM);
  }

  /// Where the result of an input goes: back to its place unless said otherwise.
  String outputOf(String input) {
    return output.orElse(input);
  }
}
