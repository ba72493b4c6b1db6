package io.jplay.modules.packages;

import io.jplay.core.api.TransportException;
import io.jplay.core.event.Diff;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.packages.PackageTool.Change;
import io.jplay.modules.packages.PackageTool.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Brings the packages of a task to their state by a [PackageTool], or says what it would do.
public record PackageRun(
    boolean changed,
    List<Change> changes,
    List<String> names,
    boolean failed,
    int rc,
    String stdout,
    String stderr) {
  public PackageRun {
    changes = List.copyOf(changes);
    names = List.copyOf(names);
  }

  public enum Wish {
    PRESENT,
    LATEST,
    ABSENT
  }

  /// `*` as a name means everything, with `LATEST`.
  public static PackageRun of(PackageTool tool, Wish wish, List<String> names, boolean check)
      throws TransportException {
    Map<String, String> installed = tool.installed();
    return switch (wish) {
      case PRESENT -> {
        List<String> missing = names.stream().filter(n -> !has(installed, n)).toList();
        yield missing.isEmpty()
            ? nothing()
            : check ? would(missing) : done(missing, tool.install(missing));
      }
      case ABSENT -> {
        List<String> present = names.stream().filter(n -> has(installed, n)).toList();
        yield present.isEmpty()
            ? nothing()
            : check ? would(present) : done(present, tool.remove(present));
      }
      case LATEST -> latest(tool, installed, names, check);
    };
  }

  private static PackageRun latest(
      PackageTool tool, Map<String, String> installed, List<String> names, boolean check)
      throws TransportException {
    List<String> outdated = tool.outdated(installed).stream().map(Change::name).toList();
    if (names.contains("*")) {
      return outdated.isEmpty()
          ? nothing()
          : check ? would(outdated) : done(outdated, tool.upgrade(List.of()));
    }
    List<String> missing = names.stream().filter(n -> !has(installed, n)).toList();
    List<String> old = names.stream().filter(n -> outdated.contains(base(n))).toList();
    var all = new ArrayList<>(missing);
    all.addAll(old);
    if (all.isEmpty() || check) {
      return all.isEmpty() ? nothing() : would(all);
    }
    PackageRun run = missing.isEmpty() ? nothing() : done(missing, tool.install(missing));
    if (run.failed || old.isEmpty()) {
      return run;
    }
    PackageRun second = done(old, tool.upgrade(old));
    var changes = new ArrayList<>(run.changes);
    changes.addAll(second.changes);
    return new PackageRun(
        run.changed || second.changed,
        changes,
        all,
        second.failed,
        second.rc,
        run.stdout + second.stdout,
        run.stderr + second.stderr);
  }

  /// A name may be a file, carry a version (`name-1.2-3`, `name=1.2`) or an architecture.
  private static boolean has(Map<String, String> installed, String name) {
    if (installed.containsKey(name)) {
      return true;
    }
    String base = base(name);
    String version = installed.get(base);
    if (version == null) {
      return installed.entrySet().stream()
          .anyMatch(e -> name.equals(e.getKey() + "-" + bare(e.getValue())));
    }
    int at = name.indexOf('=');
    return at < 0 || version.equals(name.substring(at + 1));
  }

  private static String bare(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  private static String base(String name) {
    String bare = name.replaceFirst("[=<>~].*$", "");
    return bare.replaceFirst("\\.(x86_64|noarch|aarch64|i686)$", "");
  }

  private static PackageRun nothing() {
    return new PackageRun(false, List.of(), List.of(), false, 0, "", "");
  }

  private static PackageRun would(List<String> names) {
    List<Change> changes = names.stream().map(n -> new Change(n, "", "")).toList();
    return new PackageRun(true, changes, names, false, 0, "", "");
  }

  private static PackageRun done(List<String> names, Outcome outcome) {
    var out = outcome.output();
    return new PackageRun(
        !outcome.changes().isEmpty(),
        outcome.changes(),
        names,
        !out.isOk(),
        out.rc(),
        out.stdout(),
        out.stderr());
  }

  /// Package, from, to.
  public static Seq describe(List<Change> changes) {
    List<Value> all = new ArrayList<>();
    for (Change c : changes) {
      all.add(
          Dict.builder().put("package", c.name()).put("from", c.from()).put("to", c.to()).build());
    }
    return Seq.of(all);
  }

  public static Diff diff(List<Change> changes) {
    var before = new StringBuilder();
    var after = new StringBuilder();
    for (Change c : changes) {
      if (!c.from().isEmpty()) {
        before.append(c.name()).append(' ').append(c.from()).append('\n');
      }
      if (!c.to().isEmpty()) {
        after.append(c.name()).append(' ').append(c.to()).append('\n');
      }
    }
    return Diff.of("packages", before.toString(), after.toString());
  }
}
