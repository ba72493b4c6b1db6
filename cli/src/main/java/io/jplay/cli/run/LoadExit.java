package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;

/// How a command ends that cannot load its playbook.
final class LoadExit {
  private LoadExit() {}

  /// ansible ends with 1 when a role or file is not there, cannot be named or decrypted, with 4
  /// when what is there is wrong; its first problem decides.
  static ExitCode of(Parsed<?> loaded) {
    return loaded.diagnostics().stream()
        .filter(d -> d.severity() == Severity.ERROR)
        .findFirst()
        .filter(LoadExit::isOutOfReach)
        .map(d -> ExitCode.ERROR)
        .orElse(ExitCode.UNREACHABLE_OR_PARSE_ERROR);
  }

  private static boolean isOutOfReach(Diagnostic problem) {
    return problem.code().startsWith("JP11")
        || problem.code().equals("JP1208")
        || problem.code().equals("JP1210")
        || problem.code().equals("JP1211")
        || problem.code().equals("JP1222");
  }
}
