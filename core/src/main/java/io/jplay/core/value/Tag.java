package io.jplay.core.value;

import io.jplay.core.source.SourceRange;

/// Where a value came from and what must be remembered about it. Never takes part in equality of
/// values. `isText`: a text that was made to be one (by `to_json`, `string`), never read as data
/// because of its looks.
public record Tag(SourceRange origin, Taint taint, boolean isText) {
  public static final Tag NONE = new Tag(SourceRange.NONE, Taint.NONE);
  public static final Tag REMOTE = new Tag(SourceRange.NONE, Taint.REMOTE);
  public static final Tag SECRET = new Tag(SourceRange.NONE, Taint.SECRET);

  public Tag(SourceRange origin, Taint taint) {
    this(origin, taint, false);
  }

  public static Tag at(SourceRange origin) {
    return new Tag(origin, Taint.NONE);
  }

  public Tag with(Taint more) {
    Taint joined = taint.and(more);
    return joined == taint ? this : new Tag(origin, joined, isText);
  }

  /// The tag of a value derived from this one and another: this origin, both taints.
  public Tag and(Tag other) {
    return with(other.taint);
  }

  public Tag asText() {
    return isText ? this : new Tag(origin, taint, true);
  }
}
