package io.jplay.core.diag;

import java.util.List;

/// A problem that a user can mend, on its way to a view. Carries at least one diagnostic; anything
/// else that is thrown is a bug.
public class JplayException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Diagnostic> diagnostics;
  private final ExitCode exitCode;

  public JplayException(ExitCode exitCode, List<Diagnostic> diagnostics) {
    super(diagnostics.getFirst().sentence());
    this.diagnostics = List.copyOf(diagnostics);
    this.exitCode = exitCode;
  }

  public JplayException(ExitCode exitCode, Diagnostic diagnostic) {
    this(exitCode, List.of(diagnostic));
  }

  public JplayException(Diagnostic diagnostic) {
    this(ExitCode.ERROR, List.of(diagnostic));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  public Diagnostic diagnostic() {
    return diagnostics.getFirst();
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
