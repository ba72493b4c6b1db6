package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.FactFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The fact cache that `fact_caching` names; facts live for the run only where there is none.
final class FactCaches {
  private FactCaches() {}

  static FactCache of(
      Settings settings, Clock clock, KnownSecrets secrets, Consumer<Diagnostic> warnings) {
    String wanted = settings.text(Setting.FACT_CACHING);
    Optional<Path> place = settings.path(Setting.FACT_CACHING_CONNECTION);
    return switch (wanted.substring(wanted.lastIndexOf('.') + 1)) {
      case "memory" -> FactCache.NONE;
      case "jsonfile" ->
          place
              .<FactCache>map(directory ->
                  new FactFiles(
                      directory,
                      settings.text(Setting.FACT_CACHING_PREFIX),
                      Duration.ofSeconds(settings.number(Setting.FACT_CACHING_TIMEOUT)),
                      clock,
                      secrets))
              .orElseGet(() ->
                  missing(
                      warnings,
                      "No setting was provided for the fact cache jsonfile: it has no place to be",
                      "set fact_caching_connection to a directory"));
      default ->
          missing(
              warnings,
              "Unable to load the facts cache plugin (" + wanted + ").",
              Suggestion.hint(wanted, List.of("memory", "jsonfile")));
    };
  }

  private static FactCache missing(Consumer<Diagnostic> warnings, String detail, String hint) {
    warnings.accept(
        Diagnostic.warning("JP1836", "facts are not kept", SourceRange.NONE)
            .withDetail(detail)
            .withHint(hint));
    return FactCache.NONE;
  }
}
