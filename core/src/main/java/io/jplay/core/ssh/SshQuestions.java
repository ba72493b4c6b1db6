package io.jplay.core.ssh;

import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// What SSH may have to ask the operator. Called on a host's thread, one question at a time in the
/// whole run; may block as long as the operator thinks.
public interface SshQuestions {
  /// The passphrase of a key file; empty when nobody can be asked or nothing was typed.
  Optional<Secret> passphrase(Path key);

  /// Whether an unknown host key is to be trusted and remembered. `text` names the host and the
  /// fingerprint.
  boolean trustHostKey(String text);

  /// For runs without a terminal: nothing is known, nothing is trusted.
  static SshQuestions none() {
    return new SshQuestions() {
      @Override
      public Optional<Secret> passphrase(Path key) {
        return Optional.empty();
      }

      @Override
      public boolean trustHostKey(String text) {
        return false;
      }
    };
  }
}
