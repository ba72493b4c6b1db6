package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// The special value `omit`: an option or list element that has it is as if it were not written.
public record Omit(Tag tag) implements Value {
  public static final Omit OMIT = new Omit(Tag.NONE);

  @Override
  public Omit withTag(Tag newTag) {
    return new Omit(newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Omit;
  }

  @Override
  public int hashCode() {
    return 1;
  }
}
