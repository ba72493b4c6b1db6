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
import io.jplay.modules.packages.PackageTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Packages by xbps. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with xbps")
public final class Xbps implements ActionModule<Xbps.Args> {
  public enum State {
    PRESENT,
    INSTALLED,
    LATEST,
    ABSENT,
    REMOVED
  }

  public record Args(
      @Option(aliases = {"pkg", "package"}) List<String> name,
      @Option("present") State state,
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
    var words = new ArrayList<String>();
    if (a.recurse() && (a.state() == State.ABSENT || a.state() == State.REMOVED)) {
      words.add("-R");
    }
    for (String word : a.repositories()) {
      if (!word.matches("[A-Za-z0-9_.:,+/@=~-]+")) {
        return Result.failed("not a plain repository: " + word);
      }
      words.add("--repository=" + word);
    }
    if (!a.root().matches("[A-Za-z0-9_.,+/@=~-]*")) {
      return Result.failed("not a plain directory: " + a.root());
    }
    var settings =
        new PackageTool.Settings(
            60,
            String.join(" ", words),
            a.upgradeXbps() ? "" : "keep",
            false,
            a.root().isEmpty() ? "" : "-r " + a.root());
    var tool = new PackageTool(session, "xbps", settings);
    boolean check = context.mode().check();
    boolean alone = a.name().isEmpty() && !a.upgrade();
    if (alone && check) {
      return Result.changed().with("msg", "Would have updated the package cache");
    }
    if (a.updateCache() && !check && a.state() != State.ABSENT && a.state() != State.REMOVED) {
      var refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return Result.failed("Could not update package db").with("stdout", refreshed.stdout());
      }
      boolean fetched = refreshed.stdout().contains("avg rate");
      if (alone) {
        return Result.changed(fetched)
            .with(
                "msg",
                fetched ? "Updated the package master lists" : "Package list already up to date");
      }
    }
    PackageRun.Wish wish =
        switch (a.state()) {
          case PRESENT, INSTALLED -> PackageRun.Wish.PRESENT;
          case LATEST -> PackageRun.Wish.LATEST;
          case ABSENT, REMOVED -> PackageRun.Wish.ABSENT;
        };
    if (a.upgrade()) {
      return describe(
          a, wish, PackageRun.of(tool, PackageRun.Wish.LATEST, List.of("*"), check), check);
    }
    List<String> names = a.name().stream().filter(n -> !n.isBlank()).toList();
    return describe(a, wish, PackageRun.of(tool, wish, names, check), check);
  }

  private static Result describe(Args a, PackageRun.Wish wish, PackageRun run, boolean check) {
    if (run.failed()) {
      return Result.failed("failed to change packages: " + (run.stdout() + run.stderr()).strip())
          .with("rc", run.rc())
          .with("stdout", run.stdout())
          .with("stderr", run.stderr());
    }
    boolean removed = wish == PackageRun.Wish.ABSENT;
    if (!run.changed()) {
      String nothing = a.upgrade() ? "Nothing to upgrade" : "Nothing to Install";
      return Result.ok().with("msg", removed ? "package(s) already absent" : nothing);
    }
    return Result.changed()
        .with("msg", message(a, removed, run.names().size(), check))
        .with("packages", Seq.ofTexts(run.names()))
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }

  private static String message(Args a, boolean removed, int count, boolean check) {
    if (check) {
      String state = a.upgrade() ? "upgraded" : a.state().name().toLowerCase(Locale.ROOT);
      return count + " package(s) would be " + state;
    }
    return a.upgrade()
        ? "System upgraded"
        : (removed ? "removed " : "installed ") + count + " package(s)";
  }
}
