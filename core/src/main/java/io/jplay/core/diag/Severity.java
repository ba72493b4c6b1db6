package io.jplay.core.diag;

/// How bad a problem is: an error stops the run before it starts, or the host that met it.
public enum Severity {
  ERROR,
  WARNING,
  DEPRECATION
}
