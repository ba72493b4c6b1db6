package io.jplay.modules.builtin;

import io.jplay.core.api.HttpReason;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.packages.PackageChange;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a run of dnf means, in the words of ansible's module.
final class DnfOutcome {
  private static final Pattern UNKNOWN = Pattern.compile("(?m)^No match for argument: (.+)$");
  private static final Pattern EXCLUDED =
      Pattern.compile("(?m)^(All matches were filtered out by .+ for argument: (.+))$");
  private static final Pattern NO_GROUP =
      Pattern.compile("(?m)^Module or Group '(.+)' is not available\\.$");
  private static final Pattern NO_FILE = Pattern.compile("(?m)^Could not open: .+$");
  private static final Pattern NO_DOWNLOAD =
      Pattern.compile("(?m)^Status code: (\\d{3}) for (\\S+)");

  private DnfOutcome() {}

  static Result noBackend() {
    return Result.failed("")
        .with(
            "msg",
            Seq.ofTexts(
                List.of(
                    "Could not detect which major revision of dnf is in use, which is required to"
                        + " determine module backend.",
                    "You should manually specify use_backend to tell the module whether to use the"
                        + " dnf4 or dnf5 backend})")));
  }

  /// What is said of names that changed nothing by themselves.
  ///
  /// @param left those that `update_only` leaves alone
  static List<String> notes(Dnf.Args a, List<String> names, List<String> left, PackageRun run) {
    if (a.wish() == PackageState.ABSENT || a.wish() == PackageState.REMOVED) {
      return names.stream()
          .filter(n -> !run.names().contains(n))
          .map(n -> "No match for argument: " + n)
          .toList();
    }
    Stream<String> updates =
        left.stream()
            .map("Packages providing %s not installed due to update_only specified"::formatted);
    Stream<String> unknown =
        a.skipBroken()
            ? matches(UNKNOWN, run.stdout()).map("No package %s available."::formatted)
            : Stream.of();
    Stream<String> files =
        names.stream().filter(n -> n.endsWith(".rpm")).map(n -> "Installed " + n);
    return Stream.of(updates, unknown, files).flatMap(all -> all).toList();
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1).strip()).distinct();
  }

  static Result failure(PackageRun run) {
    Matcher group = NO_GROUP.matcher(run.stdout());
    if (group.find()) {
      return run.failure("No group %s available.".formatted(group.group(1)))
          .with("results", Seq.EMPTY);
    }
    Matcher download = NO_DOWNLOAD.matcher(run.stdout());
    if (download.find()) {
      int status = Integer.parseInt(download.group(1));
      return run.failure(
          "Failure downloading %s, HTTP Error %d: %s"
              .formatted(download.group(2), status, HttpReason.of(status)));
    }
    Matcher file = NO_FILE.matcher(run.stdout());
    if (file.find()) {
      return run.failure("Error occurred attempting remote rpm operation: " + file.group())
          .with("results", Seq.EMPTY);
    }
    var failures = new ArrayList<String>();
    matches(UNKNOWN, run.stdout())
        .map("No package %s available."::formatted)
        .forEach(failures::add);
    EXCLUDED
        .matcher(run.stdout())
        .results()
        .map(m -> m.group(2).strip() + " " + m.group(1).strip())
        .forEach(failures::add);
    String message =
        failures.isEmpty()
            ? "Failed to change packages: " + run.words()
            : "Failed to install some of the specified packages";
    return run.failure(message)
        .with("failures", Seq.ofTexts(failures.stream().distinct().sorted().toList()))
        .with("results", Seq.EMPTY);
  }

  static Result describe(Dnf.Args a, PackageRun run, List<String> notes, boolean check) {
    List<Value> results = new ArrayList<>(notes.stream().map(Str::of).toList());
    String installed = a.downloadOnly() ? "Downloaded: " : "Installed: ";
    for (PackageChange c : run.changes()) {
      if (!c.to().isEmpty()) {
        results.add(Str.of(installed + c.label(c.to())));
      }
    }
    for (PackageChange c : run.changes()) {
      if (!c.from().isEmpty() && !a.downloadOnly()) {
        results.add(Str.of("Removed: " + c.label(c.from())));
      }
    }
    String message =
        check ? "Check mode: No changes made, but would have if not in check mode" : "";
    return Result.ok()
        .withStatus(run.changed() ? Status.CHANGED : Status.OK)
        .with("msg", run.changed() ? message : "Nothing to do")
        .with("rc", 0)
        .with("results", Seq.of(results));
  }
}
