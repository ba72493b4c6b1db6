package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import java.io.IOException;

/// One action of `jvault`: the options it adds to those for passwords, and what it does.
interface VaultAction {
  /// In a few words, for the usage.
  String summary();

  void addTo(Options options);

  /// Whether nothing can be done without a file.
  default boolean needsFile() {
    return false;
  }

  void run(Options.Given given) throws IOException, InterruptedException;
}
