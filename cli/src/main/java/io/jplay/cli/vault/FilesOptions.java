package io.jplay.cli.vault;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Input files and the output of encrypt and decrypt.
final class FilesOptions {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "output file name; use - for stdout")
  private Optional<String> output = Optional.empty();

  @Parameters(paramLabel = "FILE", arity = "0..*")
  private List<String> files = List.of();

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
