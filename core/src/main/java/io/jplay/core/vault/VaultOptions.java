package io.jplay.core.vault;

import java.util.List;

/// The vault options of a command line. `promptWhenNone` is for commands that are useless without a
/// password.
public record VaultOptions(
    List<String> vaultIds,
    List<String> passwordFiles,
    boolean askPassword,
    boolean promptWhenNone) {
  public VaultOptions {
    vaultIds = List.copyOf(vaultIds);
    passwordFiles = List.copyOf(passwordFiles);
  }
}
