package io.jplay.modules.general;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Seq;
import io.jplay.modules.packages.PackagePlan;
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
    if (a.state().isAbsent() && !run.failed() && !stays(tool, run).isEmpty()) {
      return failure(a, run);
    }
    return describe(a, run);
  }

  /// Those of the names that are there still: apk only forgets that they were asked for when
  /// another package needs them, and calls that a success.
  private static List<String> stays(PackageTool tool, PackageRun run) throws TransportException {
    List<String> names = run.names();
    if (tool.isCheck()) {
      return names.stream()
          .filter(n -> !run.changedNames().contains(n.replaceFirst("[@=<>~].*", "")))
          .toList();
    }
    List<String> gone = names.isEmpty() ? names : tool.missing(names, true);
    return names.stream().filter(n -> !gone.contains(n)).toList();
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

  private static Seq named(PackageRun run) {
    return Seq.ofTexts(PackagePlan.namesOfApk(run.stdout()));
  }

  private static Result failure(Args a, PackageRun run) {
    String names = String.join(" ", run.names());
    String what =
        a.state().isAbsent() ? "remove %s package(s)".formatted(names) : "install " + names;
    return run.failure("failed to " + (a.upgrade() ? "upgrade packages" : what))
        .with("packages", named(run));
  }

  private static Result describe(Args a, PackageRun run) {
    String names = String.join(" ", run.names());
    boolean removed = a.state().isAbsent();
    if (run.failed()) {
      return failure(a, run);
    }
    if (a.upgrade()) {
      return Result.changed(run.changed())
          .with("msg", run.changed() ? "upgraded packages" : "packages already upgraded")
          .with("packages", named(run))
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
        .with("packages", named(run))
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }
}
