package io.jplay.core.vault;

import io.jplay.core.value.Secret;
import java.nio.charset.StandardCharsets;

/// A password for vaults under a label. Passwords are bytes: a password file need not be UTF-8. The
/// array is owned by the secret.
public record VaultSecret(String label, byte[] password) {
  public static final String DEFAULT_LABEL = VaultEnvelope.DEFAULT_LABEL;

  public static VaultSecret of(String label, String password) {
    return new VaultSecret(label, password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return label + "@" + Secret.MASK;
  }
}
