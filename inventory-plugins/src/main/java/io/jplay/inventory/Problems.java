package io.jplay.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;

/// The failures of plug-ins: the source is not of the kind, or is broken. Becomes one of the
/// loader's ` * Failed to parse` warnings.
final class Problems {
  private Problems() {}

  static JplayException broken(String detail) {
    return at(detail, SourceRange.NONE);
  }

  static JplayException at(String detail, SourceRange place) {
    return new JplayException(
        Diagnostic.error("JP1315", "inventory source is not of this kind, or broken", place)
            .withDetail(detail));
  }
}
