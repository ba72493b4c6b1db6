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
import java.util.Optional;

/// Packages by pacman. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with pacman")
public final class Pacman implements ActionModule<Pacman.Args> {
  public enum State {
    PRESENT,
    INSTALLED,
    LATEST,
    ABSENT,
    REMOVED
  }

  public record Args(
      @Option(aliases = {"package", "pkg"}) List<String> name,
      @Option("present") State state,
      @Option("false") boolean force,
      @Option("false") boolean removeNosave,
      @Option("false") boolean updateCache,
      @Option("false") boolean upgrade,
      @Option String extraArgs,
      @Option String updateCacheExtraArgs,
      @Option String upgradeExtraArgs,
      @Option("pacman") String executable,
      @Option Optional<String> reason,
      @Option("dependencies") String reasonFor) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    var words = new ArrayList<String>();
    if (!a.extraArgs().matches("[A-Za-z0-9_.:,+/@= -]*")) {
      return Result.failed("extra_args holds more than plain words: " + a.extraArgs());
    }
    words.add(a.extraArgs());
    var tool =
        new PackageTool(
            session, "pacman", new PackageTool.Settings(60, String.join(" ", words), "", false));
    boolean check = context.mode().check();
    if (a.updateCache() && !check) {
      var refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return Result.failed("could not update package db: " + refreshed.stdout().strip())
            .with("rc", refreshed.rc());
      }
      if (a.name().isEmpty() && !a.upgrade()) {
        return Result.changed()
            .with("msg", "Updated the package master lists")
            .with("cache_updated", true);
      }
    }
    PackageRun.Wish wish =
        switch (a.state()) {
          case PRESENT, INSTALLED -> PackageRun.Wish.PRESENT;
          case LATEST -> PackageRun.Wish.LATEST;
          case ABSENT, REMOVED -> PackageRun.Wish.ABSENT;
        };
    if (a.upgrade()) {
      return describe(a, wish, PackageRun.of(tool, PackageRun.Wish.LATEST, List.of("*"), check));
    }
    List<String> names = a.name().stream().filter(n -> !n.isBlank()).toList();
    return describe(a, wish, PackageRun.of(tool, wish, names, check));
  }

  private static Result describe(Args a, PackageRun.Wish wish, PackageRun run) {
    if (run.failed()) {
      return Result.failed("failed to change packages: " + (run.stdout() + run.stderr()).strip())
          .with("rc", run.rc())
          .with("stdout", run.stdout())
          .with("stderr", run.stderr());
    }
    if (!run.changed()) {
      return Result.ok().with("msg", "package(s) already installed");
    }
    boolean removed = wish == PackageRun.Wish.ABSENT;
    return Result.changed()
        .with("msg", (removed ? "removed " : "installed ") + run.names().size() + " package(s)")
        .with("packages", Seq.ofTexts(run.names()))
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }
}
