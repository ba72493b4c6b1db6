package io.jplay.core.value;

/// A value that is computed when it is read, under a scope of its own: an element of `hostvars`, a
/// lazily gathered fact. Readers call [#force] before they look at it; the result is never itself a
/// Deferred.
public non-sealed interface Deferred extends Value {
  /// Computes the value (may render templates, so may throw `JplayException`).
  Value force();

  @Override
  default Tag tag() {
    return Tag.NONE;
  }

  @Override
  default Value withTag(Tag tag) {
    return force().withTag(tag);
  }
}
