package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// A finished text: never evaluated again.
public record Str(String text, Tag tag) implements Value, Comparable<Str> {
  public static final Str EMPTY = new Str("", Tag.NONE);

  public static Str of(String text) {
    return new Str(text, Tag.NONE);
  }

  @Override
  public Str withTag(Tag newTag) {
    return new Str(text, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Str s && s.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(Str other) {
    return text.compareTo(other.text);
  }

  /// Masked when secret; otherwise the text.
  @Override
  public String toString() {
    return isSecret() ? Secret.MASK : text;
  }
}
