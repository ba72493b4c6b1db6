package io.jplay.core.diag;

import java.util.List;
import java.util.function.Function;

/// A value together with the problems met on the way to it; with errors, the value is as complete
/// as was possible.
public record Parsed<T>(T value, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  public static <T> Parsed<T> of(T value) {
    return new Parsed<>(value, List.of());
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /// The value, or all errors at once as an exception.
  public T orThrow(ExitCode code) {
    if (hasErrors()) {
      throw new JplayException(
          code, diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList());
    }
    return value;
  }

  public <R> Parsed<R> map(Function<T, R> f) {
    return new Parsed<>(f.apply(value), diagnostics);
  }
}
