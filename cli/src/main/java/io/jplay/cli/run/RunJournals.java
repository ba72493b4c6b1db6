package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.EventSink;
import io.jplay.core.journal.Journal;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Where the journals of runs are: `JPLAY_JOURNAL_DIR` (empty: none are kept), else `jplay/runs` in
/// the user's state directory. The newest [#KEPT] stay.
final class RunJournals {
  private static final int KEPT = 200;
  private static final String SUFFIX = ".jsonl";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, String> environment;
  private final Path home;
  private final Consumer<Diagnostic> warnings;

  RunJournals(Map<String, String> environment, Path home, Consumer<Diagnostic> warnings) {
    this.environment = environment;
    this.home = home;
    this.warnings = warnings;
  }

  /// A new journal in front of `next`; without one (none wanted, or the place cannot be written)
  /// the run goes on with a warning.
  Optional<Journal> open(Instant now, EventSink next) {
    Optional<Path> directory = directory();
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    String name =
        NAME.format(now)
            + "-"
            + ProcessHandle.current().pid()
            + "-"
            + Long.toHexString(System.nanoTime());
    try {
      prune(directory.get());
      return Optional.of(Journal.create(directory.get().resolve(name + SUFFIX), next));
    } catch (IOException | UnsupportedOperationException e) {
      warnings.accept(
          Diagnostic.warning("JP1908", "no journal of this run", SourceRange.NONE)
              .withDetail("the journal cannot be made in " + directory.get() + ": " + reason(e))
              .withHint(
                  "set JPLAY_JOURNAL_DIR to a directory that can be written, or to nothing for no"
                      + " journals"));
      return Optional.empty();
    }
  }

  private Optional<Path> directory() {
    String wanted = environment.get("JPLAY_JOURNAL_DIR");
    if (wanted != null) {
      return wanted.isEmpty() ? Optional.empty() : Optional.of(Path.of(wanted));
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base = state.isEmpty() ? home.resolve(".local/state") : Path.of(state);
    return Optional.of(base.resolve("jplay/runs"));
  }

  /// Names begin with the time, so the oldest come first.
  private static void prune(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> journals;
    try (Stream<Path> entries = Files.list(directory)) {
      journals = entries.filter(p -> p.toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path old : journals.subList(0, Math.max(0, journals.size() - KEPT + 1))) {
      Files.deleteIfExists(old);
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
  }
}
