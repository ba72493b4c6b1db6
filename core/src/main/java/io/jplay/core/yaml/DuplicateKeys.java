package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import java.util.Locale;
import java.util.Optional;

/// What a key that is twice in a mapping of the user's files is, by the setting
/// `duplicate_dict_key`. Readers always find it, as a warning; this says what becomes of that.
public enum DuplicateKeys {
  ERROR,
  WARN,
  IGNORE;

  private static final String CODE = "JP1003";

  /// By ansible's names; what means nothing warns, as without the setting.
  public static DuplicateKeys of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "error" -> ERROR;
      case "ignore" -> IGNORE;
      default -> WARN;
    };
  }

  public <T> Parsed<T> judge(Parsed<T> parsed) {
    if (this == WARN || parsed.diagnostics().isEmpty()) {
      return parsed;
    }
    var judged = parsed.diagnostics().stream().map(this::judge).flatMap(Optional::stream).toList();
    return new Parsed<>(parsed.value(), judged);
  }

  private Optional<Diagnostic> judge(Diagnostic d) {
    if (!d.code().equals(CODE)) {
      return Optional.of(d);
    }
    return this == IGNORE
        ? Optional.empty()
        : Optional.of(
            new Diagnostic(
                Severity.ERROR,
                d.code(),
                d.summary(),
                d.detail(),
                d.hint(),
                d.primary(),
                d.related()));
  }
}
