package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// Python's None, YAML's null.
public record Null(Tag tag) implements Value {
  public static final Null NULL = new Null(Tag.NONE);

  @Override
  public Null withTag(Tag newTag) {
    return new Null(newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Null;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
