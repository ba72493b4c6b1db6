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
import java.util.ArrayList;
import java.util.List;

/// Packages by apk. An action: refreshing the lists changes what is known.
@ModuleInfo(
    summary = "Manage packages with apk",
    requiredOneOf = "name,update_cache,upgrade",
    mutuallyExclusive = "name,upgrade")
public final class Apk implements ActionModule<Apk.Args> {
  public record Args(
      @Option List<String> name,
      @Option("present") PackageState state,
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
    var tool = new PackageTool(session, "apk", context.mode().check(), settings(a));
    if (a.updateCache()) {
      var refreshed = PackageRun.refresh(tool, "could not update package db");
      if (a.name().isEmpty() && !a.upgrade()) {
        return Result.changed()
            .with("msg", "updated repository indexes")
            .with("stdout", refreshed.map(r -> r.output().stdout()).orElse(""));
      }
    }
    PackageRun run =
        a.upgrade()
            ? PackageRun.upgrade(tool, List.of())
            : PackageRun.of(tool, a.state(), a.name());
    return describe(a, run);
  }

  private static Settings settings(Args a) {
    var words = new ArrayList<String>();
    if (a.noCache()) {
      words.add("--no-cache");
    }
    for (String repository : a.repository()) {
      words.add("--repository=" + repository);
    }
    if (!a.repository().isEmpty()) {
      words.add("--repositories-file=/dev/null");
    }
    return Settings.waiting(60)
        .with(Word.COMMON, words)
        .with(Word.DIST, a.available() ? List.of("--available") : List.of())
        .with(Word.WORLD, List.of(a.world()));
  }

  private static Result describe(Args a, PackageRun run) {
    String names = String.join(" ", run.names());
    boolean removed = a.state().isAbsent();
    if (run.failed()) {
      return run.failure(
              a.upgrade()
                  ? "failed to upgrade packages"
                  : "failed to %s %s".formatted(removed ? "remove" : "install", names))
          .with("packages", Seq.ofTexts(run.changedNames()));
    }
    if (a.upgrade()) {
      return Result.changed(run.changed())
          .with("msg", run.changed() ? "upgraded packages" : "packages already upgraded")
          .with("packages", Seq.ofTexts(run.changedNames()))
          .with("stdout", run.stdout())
          .with("stderr", run.stderr());
    }
    if (!run.changed() && run.names().isEmpty()) {
      return Result.ok()
          .with("msg", removed ? "package(s) already removed" : "package(s) already installed");
    }
    // a package that was there for another's sake and is now wanted itself changes no version
    return Result.changed()
        .with("msg", "%s %s package(s)".formatted(removed ? "removed" : "installed", names))
        .with("packages", Seq.ofTexts(run.changedNames()))
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }
}
