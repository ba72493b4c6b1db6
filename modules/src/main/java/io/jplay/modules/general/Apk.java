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

/// Packages by apk. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with apk")
public final class Apk implements ActionModule<Apk.Args> {
  public enum State {
    PRESENT,
    INSTALLED,
    LATEST,
    ABSENT,
    REMOVED
  }

  public record Args(
      @Option List<String> name,
      @Option("present") State state,
      @Option(value = "false", aliases = "update-cache") boolean updateCache,
      @Option("false") boolean available,
      @Option("false") boolean noCache,
      @Option List<String> repository,
      @Option("false") boolean upgrade,
      @Option("/etc/apk/world") String world) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    var words = new ArrayList<String>();
    if (a.noCache()) {
      words.add("--no-cache");
    }
    for (String repository : a.repository()) {
      if (!repository.matches("[A-Za-z0-9_.:,+/@=~-]+")) {
        return Result.failed("not a plain repository: " + repository);
      }
      words.add("--repository=" + repository);
    }
    var tool =
        new PackageTool(
            session,
            "apk",
            new PackageTool.Settings(
                60, String.join(" ", words), a.available() ? "--available" : "", false));
    boolean check = context.mode().check();
    if (a.updateCache() && !check) {
      var refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return Result.failed("could not update package db: " + refreshed.stdout().strip())
            .with("rc", refreshed.rc());
      }
      if (a.name().isEmpty() && !a.upgrade()) {
        return Result.changed()
            .with("msg", "updated repository indexes")
            .with("stdout", refreshed.stdout());
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
