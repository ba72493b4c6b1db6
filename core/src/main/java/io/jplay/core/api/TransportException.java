package io.jplay.core.api;

/// The way to a host failed. The message is what a user sees after `msg`: it names host, port,
/// user, what was tried and the next step; never holds a secret.
public final class TransportException extends Exception {
  private static final long serialVersionUID = 1;

  /// What failed. All but BECOME_FAILED, TASK_TIMEOUT and TRANSFER_FAILED make the host
  /// unreachable.
  public enum Kind {
    /// Refused, no route, name not found, time-out.
    UNREACHABLE,
    AUTH_FAILED,
    HOST_KEY_UNKNOWN,
    HOST_KEY_CHANGED,
    BECOME_FAILED,
    /// The connection or shell ended while a program ran: its effect is unknown until the state is
    /// read again.
    SHELL_DIED,
    TASK_TIMEOUT,
    TRANSFER_FAILED
  }

  private final Kind kind;

  public TransportException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public TransportException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isUnreachable() {
    return switch (kind) {
      case UNREACHABLE, AUTH_FAILED, HOST_KEY_UNKNOWN, HOST_KEY_CHANGED, SHELL_DIED -> true;
      case BECOME_FAILED, TASK_TIMEOUT, TRANSFER_FAILED -> false;
    };
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.name() : message;
  }
}
