package io.jplay.core.value;

import org.jspecify.annotations.Nullable;

/// The result of reading a name, attribute or element that is not there. Harmless until used;
/// `message` is Ansible's text for the failure of its use (`'x' is undefined`), `name` what was
/// looked for.
public record Undefined(String name, String message, Tag tag) implements Value {
  public static Undefined of(String name) {
    return new Undefined(name, "'" + name + "' is undefined", Tag.NONE);
  }

  @Override
  public Undefined withTag(Tag newTag) {
    return new Undefined(name, message, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Undefined;
  }

  @Override
  public int hashCode() {
    return 2;
  }
}
