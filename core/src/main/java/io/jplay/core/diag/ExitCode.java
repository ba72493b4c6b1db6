package io.jplay.core.diag;

/// The exit codes of all commands, those of ansible-core.
public enum ExitCode {
  OK(0),
  ERROR(1),
  FAILED_HOSTS(2),
  /// The command line does not follow the usage: 2, as argparse ends.
  USAGE(2),
  UNREACHABLE_OR_PARSE_ERROR(4),
  BAD_OPTIONS(5),
  PLAY_BROKEN(8),
  INTERRUPTED(99),
  BUG(250),
  UNKNOWN(255);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
