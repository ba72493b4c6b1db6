package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.source.SourceRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What ansible says about the hosts of a request before anything runs.
final class Targets {
  private Targets() {}

  /// The inventory sources; the default one counts only when it is there.
  static List<String> sources(RunRequest request) {
    boolean byDefault = request.settings().resolved(Setting.INVENTORY).origin().equals("default");
    return request.hosts().sources().stream()
        .filter(s -> !byDefault || !s.equals("/etc/ansible/hosts") || Files.exists(Path.of(s)))
        .toList();
  }

  static void warnWhenEmpty(
      RunRequest request, Inventory inventory, Consumer<Diagnostic> warnings) {
    if (inventory.hosts().isEmpty() && request.settings().flag(Setting.LOCALHOST_WARNING)) {
      warnings.accept(
          Diagnostic.warning("JP1833", "inventory is empty", SourceRange.NONE)
              .withDetail(
                  "provided hosts list is empty, only localhost is available. Note that the"
                      + " implicit localhost does not match 'all'"));
    }
  }

  /// A limit, or an ad hoc pattern, that leaves nobody is a mistake; a play without hosts is not.
  static void require(RunRequest request, Inventory inventory) {
    boolean adHoc = request.work() instanceof RunRequest.Work.AdHoc;
    Optional<String> pattern =
        switch (request.work()) {
          case RunRequest.Work.AdHoc a -> Optional.of(a.pattern());
          case RunRequest.Work.Playbooks _, RunRequest.Work.Inspection _ -> request.hosts().limit();
        };
    if (pattern.isPresent() && inventory.select(pattern.get()).hosts().isEmpty()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1831", "no hosts to target", SourceRange.NONE)
              .withDetail(
                  adHoc
                      ? "Specified hosts and/or --limit does not match any hosts"
                      : "Specified inventory, host pattern and/or --limit leaves us with no hosts"
                          + " to target.")
              .withHint("jplay all --list-hosts shows the hosts there are"));
    }
  }
}
