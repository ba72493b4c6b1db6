package io.jplay.core.value;

import io.jplay.core.source.SourceRange;

/// Where a value came from and what must be remembered about it. Never takes part in equality of
/// values.
public record Tag(SourceRange origin, Taint taint) {
  public static final Tag NONE = new Tag(SourceRange.NONE, Taint.NONE);
  public static final Tag REMOTE = new Tag(SourceRange.NONE, Taint.REMOTE);
  public static final Tag SECRET = new Tag(SourceRange.NONE, Taint.SECRET);

  public static Tag at(SourceRange origin) {
    return new Tag(origin, Taint.NONE);
  }

  public Tag with(Taint more) {
    Taint joined = taint.and(more);
    return joined == taint ? this : new Tag(origin, joined);
  }

  /// The tag of a value derived from this one and another: this origin, both taints.
  public Tag and(Tag other) {
    return with(other.taint);
  }
}
