package io.jplay.core.value;

/// What must be remembered about where a value came from. `secret`: masked in every sink. `remote`:
/// came from a target, a lookup or `!unsafe`; is data for ever, never parsed as a template.
public enum Taint {
  NONE(false, false),
  SECRET(true, false),
  REMOTE(false, true),
  SECRET_REMOTE(true, true);

  private final boolean secret;
  private final boolean remote;

  Taint(boolean secret, boolean remote) {
    this.secret = secret;
    this.remote = remote;
  }

  public boolean isSecret() {
    return secret;
  }

  public boolean isRemote() {
    return remote;
  }

  /// The taint of something derived from both.
  public Taint and(Taint other) {
    return of(secret || other.secret, remote || other.remote);
  }

  public static Taint of(boolean secret, boolean remote) {
    return secret ? (remote ? SECRET_REMOTE : SECRET) : (remote ? REMOTE : NONE);
  }
}
