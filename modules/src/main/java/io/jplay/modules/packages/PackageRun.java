package io.jplay.modules.packages;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Result;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.modules.packages.PackageTool.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of bringing the packages of a task to their state by a [PackageTool]; in check mode
/// what would. `names` are those of the task that had to change.
public record PackageRun(
    List<PackageChange> changes, List<String> names, int rc, String stdout, String stderr) {
  private static final PackageRun NOTHING = new PackageRun(List.of(), List.of(), 0, "", "");

  public PackageRun {
    changes = List.copyOf(changes);
    names = List.copyOf(names);
  }

  /// Refreshes the lists, but not in check mode; a refresh that fails fails the task.
  public static Optional<PackageTool.Refreshed> refresh(PackageTool tool, String message)
      throws TransportException {
    if (tool.isCheck()) {
      return Optional.empty();
    }
    PackageTool.Refreshed refreshed = tool.refresh();
    ProgramOutput out = refreshed.output();
    if (!out.isOk()) {
      throw new ModuleFailure(
          Result.failed(message)
              .with("rc", out.rc())
              .with("stdout", out.stdout())
              .with("stderr", out.stderr()));
    }
    return Optional.of(refreshed);
  }

  /// `*` as a name means everything, with `LATEST`.
  public static PackageRun of(PackageTool tool, PackageState state, List<String> all)
      throws TransportException {
    List<String> names = all.stream().filter(n -> !n.isBlank()).toList();
    if (state == PackageState.LATEST && names.contains("*")) {
      return upgrade(tool, List.of());
    }
    if (names.isEmpty()) {
      return NOTHING;
    }
    List<String> missing = tool.missing(names, state.isAbsent());
    List<String> there = names.stream().filter(n -> !missing.contains(n)).toList();
    return switch (state) {
      case PRESENT, INSTALLED -> missing.isEmpty() ? NOTHING : done(missing, tool.install(missing));
      case ABSENT, REMOVED -> there.isEmpty() ? NOTHING : done(there, tool.remove(there));
      case LATEST -> {
        PackageRun installed = missing.isEmpty() ? NOTHING : done(missing, tool.install(missing));
        yield installed.failed() || there.isEmpty()
            ? installed
            : installed.then(done(there, tool.upgrade(there)));
      }
    };
  }

  /// Upgrades these packages; without names everything.
  public static PackageRun upgrade(PackageTool tool, List<String> names) throws TransportException {
    return done(names, tool.upgrade(names));
  }

  public static PackageRun autoremove(PackageTool tool) throws TransportException {
    return done(List.of(), tool.autoremove());
  }

  private static PackageRun done(List<String> names, Outcome outcome) {
    ProgramOutput out = outcome.output();
    return new PackageRun(outcome.changes(), names, out.rc(), out.stdout(), out.stderr());
  }

  /// With what a second call did.
  public PackageRun then(PackageRun next) {
    var both = new ArrayList<>(changes);
    both.addAll(next.changes);
    var either = new ArrayList<>(names);
    next.names.stream()
        .filter(n -> next.changes.stream().anyMatch(c -> n.startsWith(c.name())))
        .forEach(either::add);
    return new PackageRun(both, either, next.rc, stdout + next.stdout, stderr + next.stderr);
  }

  /// As if only these had changed.
  public PackageRun only(List<PackageChange> some) {
    return new PackageRun(some, names, rc, stdout, stderr);
  }

  public boolean changed() {
    return !changes.isEmpty();
  }

  public boolean failed() {
    return rc != 0;
  }

  public List<String> changedNames() {
    return changes.stream().map(PackageChange::name).distinct().toList();
  }

  /// The failed result, with the manager's own words.
  public Result failure(String message) {
    return Result.failed(message).with("rc", rc).with("stdout", stdout).with("stderr", stderr);
  }

  /// The manager's words, for a message.
  public String words() {
    return (stdout + stderr).strip();
  }
}
