package io.jplay.core.api;

import io.jplay.core.diag.JplayException;

/// Ends a module's run with a failed result.
public final class ModuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Result result;

  public ModuleFailure(Result result) {
    super("module failed", null, false, false);
    this.result = result;
  }

  /// With what the user is told of the cause besides the result.
  public ModuleFailure(Result result, JplayException cause) {
    super("module failed", cause, false, false);
    this.result = result;
  }

  public ModuleFailure(String message) {
    this(Result.failed(message));
  }

  /// The same with another result.
  public ModuleFailure with(Result other) {
    var failure = new ModuleFailure(other);
    if (getCause() != null) {
      failure.initCause(getCause());
    }
    return failure;
  }

  public Result result() {
    return result;
  }
}
