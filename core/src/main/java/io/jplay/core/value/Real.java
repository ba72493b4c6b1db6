package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// A binary floating-point number.
public record Real(double value, Tag tag) implements Value {
  public static Real of(double value) {
    return new Real(value, Tag.NONE);
  }

  @Override
  public Real withTag(Tag newTag) {
    return new Real(value, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Real v && Double.compare(v.value, value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value);
  }
}
