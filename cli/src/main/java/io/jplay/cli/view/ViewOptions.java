package io.jplay.cli.view;

import java.util.Map;
import java.util.Optional;

/// What the options of the callbacks say. `diffContext` is the number of equal lines around
/// changes; `terminal` asks for the live line; `playbooks` has how each was given, by its absolute
/// path.
public record ViewOptions(
    int verbosity,
    boolean check,
    Results results,
    Shown shown,
    int diffContext,
    boolean actionWarnings,
    boolean terminal,
    Map<String, String> playbooks) {
  public ViewOptions {
    playbooks = Map.copyOf(playbooks);
  }

  /// How results are written.
  public record Results(String format, Optional<Boolean> pretty) {}

  /// Which lines are shown at all.
  public record Shown(
      boolean okHosts,
      boolean skippedHosts,
      boolean failedOnStderr,
      boolean customStats,
      boolean hostStart,
      boolean taskPathOnFailure,
      boolean checkModeMarkers,
      boolean arguments) {}
}
