package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// An inline `!vault` text, still encrypted; decrypted at first use by the renderer, whose result
/// is secret.
public record Vaulted(String ciphertext, Tag tag) implements Value {
  @Override
  public Vaulted withTag(Tag newTag) {
    return new Vaulted(ciphertext, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Vaulted v && v.ciphertext.equals(ciphertext);
  }

  @Override
  public int hashCode() {
    return ciphertext.hashCode();
  }

  @Override
  public String toString() {
    return Secret.MASK;
  }
}
