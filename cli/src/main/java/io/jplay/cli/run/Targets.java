package io.jplay.cli.run;

import static java.util.stream.Collectors.toSet;

import io.jplay.cli.config.Setting;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.HostSelection;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.source.SourceRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What ansible says about the hosts of a request before anything runs.
final class Targets {
  private static final List<String> LOCALHOST = List.of("localhost", "127.0.0.1", "::1");

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
    boolean onlyHere =
        switch (request.work()) {
          case RunRequest.Work.AdHoc work -> LOCALHOST.contains(work.pattern());
          case RunRequest.Work.Inspection _ -> true; // what is shown says it
          case RunRequest.Work.Playbooks _ -> false;
        };
    if (inventory.hosts().isEmpty()
        && !onlyHere
        && request.settings().flag(Setting.LOCALHOST_WARNING)) {
      warnings.accept(
          Diagnostic.warning("JP1833", "inventory is empty", SourceRange.NONE)
              .withDetail(
                  "provided hosts list is empty, only localhost is available. Note that the"
                      + " implicit localhost does not match 'all'"));
    }
  }

  /// As `require` for what is only listed: there an empty selection without a limit is an answer.
  static void requireLimit(RunRequest request, Inventory inventory, Consumer<Diagnostic> warnings) {
    if (request.hosts().limit().isPresent() && !inventory.hosts().isEmpty()) {
      require(request, inventory, warnings);
    }
  }

  /// A limit that leaves nobody of an inventory is a mistake; a play or an ad hoc pattern without
  /// hosts, or an inventory without any, is not.
  static void require(RunRequest request, Inventory inventory, Consumer<Diagnostic> warnings) {
    Optional<String> limit = request.hosts().limit();
    Optional<String> pattern =
        switch (request.work()) {
          case RunRequest.Work.AdHoc a -> Optional.of(a.pattern());
          case RunRequest.Work.Playbooks _, RunRequest.Work.Inspection _ -> limit;
        };
    if (pattern.isEmpty()) {
      return;
    }
    HostSelection selection = inventory.select(pattern.get()).orThrow();
    Set<String> limited =
        limit
            .map(l ->
                inventory.select(l).orThrow().hosts().stream().map(Host::name).collect(toSet()))
            .orElse(Set.of());
    if (selection.hosts().stream().anyMatch(h -> limit.isEmpty() || limited.contains(h.name()))) {
      return;
    }
    selection.problems().forEach(warnings);
    limit
        .filter(l -> !l.equals(pattern.get()))
        .ifPresent(l -> inventory.select(l).problems().forEach(warnings));
    if (!inventory.hosts().isEmpty() && limit.isPresent()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1831", "no hosts to target", SourceRange.NONE)
              .withDetail(
                  "Specified inventory, host pattern and/or --limit leaves us with no hosts to"
                      + " target.")
              .withHint("jplay all --list-hosts shows the hosts there are"));
    }
    if (request.work() instanceof RunRequest.Work.AdHoc) {
      warnings.accept(
          Diagnostic.warning("JP1839", "no hosts matched", SourceRange.NONE)
              .withDetail("No hosts matched, nothing to do"));
    }
  }
}
