package io.jplay.modules.general;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Seq;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageState;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Settings;
import io.jplay.modules.packages.PackageTool.Word;
import java.util.List;

/// Packages by xbps. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with xbps")
public final class Xbps implements ActionModule<Xbps.Args> {
  public record Args(
      @Option(aliases = {"pkg", "package"}) List<String> name,
      @Option("present") PackageState state,
      @Option("false") boolean recurse,
      @Option(value = "true", aliases = "update-cache") boolean updateCache,
      @Option("false") boolean upgrade,
      @Option("true") boolean upgradeXbps,
      @Option String root,
      @Option List<String> repositories,
      @Option("false") boolean acceptPubkey) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    boolean check = context.mode().check();
    var tool = new PackageTool(session, "xbps", check, settings(a));
    boolean alone = a.name().isEmpty() && !a.upgrade();
    if (alone && check) {
      return Result.changed().with("msg", "Would have updated the package cache");
    }
    if (a.updateCache() && !a.state().isAbsent()) {
      var refreshed = PackageRun.refresh(tool, "Could not update package db");
      boolean fetched = refreshed.stream().anyMatch(r -> r.output().stdout().contains("avg rate"));
      if (alone) {
        return Result.changed(fetched)
            .with(
                "msg",
                fetched ? "Updated the package master lists" : "Package list already up to date");
      }
    }
    PackageRun run =
        a.upgrade()
            ? PackageRun.upgrade(tool, List.of())
            : PackageRun.of(tool, a.state(), a.name());
    return describe(a, run, check);
  }

  private static Settings settings(Args a) {
    return Settings.waiting(60)
        .with(Word.COMMON, a.root().isEmpty() ? List.of() : List.of("-r " + a.root()))
        .with(Word.OPTIONS, a.repositories().stream().map(r -> "--repository=" + r).toList())
        .with(Word.REMOVE_OPTIONS, a.recurse() ? List.of("-R") : List.of())
        .with(Word.DIST, a.upgradeXbps() ? List.of() : List.of("keep"));
  }

  private static Result describe(Args a, PackageRun run, boolean check) {
    // in the order of the task
    List<String> names = a.name().stream().filter(run.names()::contains).toList();
    if (run.failed()) {
      return run.failure(failure(a, names)).with("packages", Seq.ofTexts(names));
    }
    if (!run.changed()) {
      Result same = Result.ok().with("msg", unchanged(a, check));
      return check && !a.upgrade() ? same.with("packages", Seq.EMPTY) : same;
    }
    return Result.changed()
        .with("msg", message(a, names.size(), check))
        .with("packages", Seq.ofTexts(a.upgrade() ? run.changedNames() : names))
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }

  private static String failure(Args a, List<String> names) {
    if (a.upgrade()) {
      return "Could not upgrade";
    }
    return a.state().isAbsent()
        ? "failed to remove " + String.join(" ", names)
        : "failed to install %d packages(s)".formatted(names.size());
  }

  private static String unchanged(Args a, boolean check) {
    if (a.upgrade()) {
      return "Nothing to upgrade";
    }
    if (check) {
      return "package(s) already " + wanted(a);
    }
    return a.state().isAbsent() ? "package(s) already absent" : "Nothing to Install";
  }

  /// The state, one word for each meaning.
  private static String wanted(Args a) {
    return switch (a.state()) {
      case PRESENT, INSTALLED -> "present";
      case LATEST -> "latest";
      case ABSENT, REMOVED -> "absent";
    };
  }

  private static String message(Args a, int count, boolean check) {
    boolean removed = a.state().isAbsent();
    if (check) {
      return a.upgrade()
          ? "Would have performed upgrade"
          : "%d package(s) would be %s".formatted(count, removed ? "removed" : wanted(a));
    }
    return a.upgrade()
        ? "System upgraded"
        : (removed ? "removed " : "installed ") + count + " package(s)";
  }
}
