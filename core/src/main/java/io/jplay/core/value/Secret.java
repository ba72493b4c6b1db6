package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// A password or passphrase. Has no readable `toString`, is never part of a diagnostic.
public final class Secret {
  public static final String MASK = "********";
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /// The clear text, for the one place that needs it.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret s && s.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
