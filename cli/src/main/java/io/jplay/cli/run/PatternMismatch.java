package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import java.util.function.Consumer;

/// What `host_pattern_mismatch` makes of a pattern that matches nothing: a warning, an error that
/// ends the run, or silence.
public final class PatternMismatch {
  /// The code that the inventory gives it.
  private static final String CODE = "JP1301";

  private PatternMismatch() {}

  /// A place for warnings that applies the setting before it hands them on.
  public static Consumer<Diagnostic> before(Consumer<Diagnostic> next, Settings settings) {
    String wanted = settings.text(Setting.HOST_PATTERN_MISMATCH);
    return diagnostic -> {
      if (!diagnostic.code().equals(CODE) || wanted.equals("warning")) {
        next.accept(diagnostic);
      } else if (wanted.equals("error")) {
        throw new JplayException(
            ExitCode.ERROR,
            Diagnostic.error(CODE, diagnostic.summary(), diagnostic.primary())
                .withDetail(diagnostic.detail())
                .withHint(diagnostic.hint()));
      }
    };
  }
}
