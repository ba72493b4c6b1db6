package io.jplay.modules.services;

import java.util.Locale;
import java.util.Optional;

/// What a task wants of one service. Empty parts are left as they are.
public record ServiceWish(
    String name, Optional<State> state, Optional<Boolean> enabled, Options options) {

  /// A wanted state; `once` and `killed` are runit's.
  public enum State {
    STARTED,
    STOPPED,
    RESTARTED,
    RELOADED,
    ONCE,
    KILLED;

    /// What a service is told to come to this state; empty where it is there already. What does not
    /// run is started where it should have been told to read its settings.
    String verb(boolean runs) {
      return switch (this) {
        case STARTED, ONCE -> runs ? "" : "start";
        case STOPPED, KILLED -> runs ? "stop" : "";
        case RESTARTED -> "restart";
        case RELOADED -> runs ? "reload" : "start";
      };
    }

    /// What the service is afterwards, as results say it.
    public String reached() {
      return switch (this) {
        case STARTED, RESTARTED, RELOADED -> "started";
        case STOPPED -> "stopped";
        case ONCE, KILLED -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /// The states that systems of init other than runit have.
  public enum Common {
    RELOADED(State.RELOADED),
    RESTARTED(State.RESTARTED),
    STARTED(State.STARTED),
    STOPPED(State.STOPPED);

    private final State state;

    Common(State state) {
      this.state = state;
    }

    public State state() {
      return state;
    }
  }

  /// Whose systemd is asked.
  public enum Scope {
    SYSTEM,
    USER,
    GLOBAL
  }

  /// What only some systems know. `sleep` is in seconds, between stop and start of a restart.
  public record Options(
      boolean daemonReload,
      boolean daemonReexec,
      Optional<Boolean> masked,
      Scope scope,
      boolean noBlock,
      boolean force,
      String arguments,
      String pattern,
      int sleep,
      String runlevel,
      String serviceDir,
      String serviceSource) {

    public static final Options NONE =
        new Options(
            false,
            false,
            Optional.empty(),
            Scope.SYSTEM,
            false,
            false,
            "",
            "",
            0,
            "default",
            "/var/service",
            "/etc/sv");
  }
}
