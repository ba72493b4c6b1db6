package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// True or false.
public record Bool(boolean value, Tag tag) implements Value {
  public static Bool of(boolean value) {
    return new Bool(value, Tag.NONE);
  }

  @Override
  public Bool withTag(Tag newTag) {
    return new Bool(value, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bool v && Boolean.compare(v.value, value) == 0;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(value);
  }
}
