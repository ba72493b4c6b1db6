package io.jplay.modules.builtin;

import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a run of apt-get means: whether something changed, and what it says it does as the diff.
final class AptOutcome {
  private AptOutcome() {}

  /// `what` is the command as ansible's module has it.
  static Result of(String what, ProgramOutput out, TaskContext context, Result base) {
    Result result = base.with("stdout", out.stdout()).with("stderr", out.stderr());
    if (!out.isOk()) {
      return result
          .withStatus(Status.FAILED)
          .with("msg", "'%s' failed: %s".formatted(what, out.stderr()))
          .with("rc", out.rc());
    }
    boolean nothing =
        out.stdout().contains("\n0 upgraded, 0 newly installed, 0 to remove")
            || what.equals("apt-get autoclean") && !out.stdout().contains("Del ");
    boolean changed = !nothing || out.stdout().contains(" downgraded, ");
    Result done = result.withStatus(changed ? Status.CHANGED : Status.OK);
    return changed && context.mode().diff()
        ? done.withDiff(Diff.prepared(summary(out.stdout())))
        : done;
  }

  static String quoted(List<String> names) {
    return "'" + String.join("' '", names) + "'";
  }

  /// The command of an installation as ansible's module shows it, with a blank for each option that
  /// is not wanted.
  static String installs(Apt.Args a, List<String> names) {
    boolean builds = a.state() == Apt.State.BUILD_DEP;
    var words = new ArrayList<String>(List.of("/usr/bin/apt-get", "-y"));
    words.add(
        Arrays.stream(a.dpkgOptions().split(","))
            .map(o -> "-o \"Dpkg::Options::=--" + o.strip() + "\"")
            .collect(Collectors.joining(" ")));
    words.add(a.onlyUpgrade() ? "--only-upgrade" : "");
    words.add(a.state() == Apt.State.FIXED ? "--fix-broken" : "");
    words.add(a.force() ? "--force-yes" : "");
    if (!builds) {
      words.add(a.autoremove() ? "--auto-remove" : "");
    }
    words.add(a.failOnAutoremove() ? "--no-remove" : "");
    words.add("");
    words.add(builds ? "build-dep" : "install");
    words.add(quoted(names));
    a.defaultRelease().ifPresent(r -> words.add("-t '" + r + "'"));
    a.installRecommends()
        .ifPresent(r -> words.add("-o APT::Install-Recommends=" + (r ? "yes" : "no")));
    if (a.allowUnauthenticated()) {
      words.add("--allow-unauthenticated");
    }
    if (a.allowDowngrade()) {
      words.add("--allow-downgrades");
    }
    if (a.allowChangeHeldPackages()) {
      words.add("--allow-change-held-packages");
    }
    return String.join(" ", words);
  }

  /// Why a cache could not be refreshed: what apt-get calls errors and warnings.
  static String notUpdated(int tries, List<String> said) {
    String why = troubles(said);
    if (why.contains("Could not get lock") || why.contains("Unable to lock")) {
      return "Failed to lock apt for exclusive operation: " + why;
    }
    return why.contains("list of sources could not be read")
        ? why
        : "Failed to update apt cache after %d retries: %s"
            .formatted(tries, why.isEmpty() ? "unknown reason" : why);
  }

  /// Errors and warnings in one line, as apt's library has them.
  static String troubles(List<String> said) {
    return said.stream()
        .filter(l -> l.startsWith("E: ") || l.startsWith("W: "))
        .map(l -> l.charAt(0) + ":" + l.substring("E: ".length()))
        .collect(Collectors.joining(", "));
  }

  /// What apt-get says it will do, between its preparations and its work.
  private static String summary(String stdout) {
    int from = stdout.indexOf("Reading state information...");
    from = from < 0 ? 0 : stdout.indexOf('\n', from) + 1;
    int to = stdout.indexOf(" upgraded, ", from);
    int end = to < 0 ? -1 : stdout.indexOf('\n', to);
    return end < 0 ? stdout.substring(from) : stdout.substring(from, end + 1);
  }
}
