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

/// Packages by zypper. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with zypper")
public final class Zypper implements ActionModule<Zypper.Args> {
  public enum State {
    PRESENT,
    INSTALLED,
    LATEST,
    ABSENT,
    REMOVED
  }

  public record Args(
      @Option(aliases = "pkg") List<String> name,
      @Option("present") State state,
      @Option("package") String type,
      @Option(value = "false", aliases = "refresh") boolean updateCache,
      @Option("true") boolean disableRecommends,
      @Option("false") boolean disableGpgCheck,
      @Option("false") boolean force,
      @Option("false") boolean oldpackage,
      @Option String extraArgs,
      @Option String extraArgsPrecommand) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    var words = new ArrayList<String>();
    if (a.disableGpgCheck()) {
      words.add("--no-gpg-checks");
    }
    if (!a.type().equals("package")) {
      return Result.failed("only the type package is supported, not " + a.type());
    }
    var install = new ArrayList<String>();
    if (a.disableRecommends()) {
      install.add("--no-recommends");
    }
    if (a.force()) {
      install.add("--force");
    }
    if (a.oldpackage()) {
      install.add("--oldpackage");
    }
    var tool =
        new PackageTool(
            session,
            "zypper",
            new PackageTool.Settings(
                60, String.join(" ", install), "", false, String.join(" ", words)));
    boolean check = context.mode().check();
    if (a.updateCache() && !check) {
      var refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return Result.failed("Failed to refresh repositories: " + refreshed.stdout().strip())
            .with("rc", refreshed.rc());
      }
      if (a.name().isEmpty()) {
        return Result.ok().with("rc", 0);
      }
    }
    PackageRun.Wish wish =
        switch (a.state()) {
          case PRESENT, INSTALLED -> PackageRun.Wish.PRESENT;
          case LATEST -> PackageRun.Wish.LATEST;
          case ABSENT, REMOVED -> PackageRun.Wish.ABSENT;
        };
    List<String> names = a.name().stream().filter(n -> !n.isBlank()).toList();
    return describe(a, wish, PackageRun.of(tool, wish, names, check));
  }

  private static Result describe(Args a, PackageRun.Wish wish, PackageRun run) {
    if (run.failed()) {
      return Result.failed("Zypper run command failed with return code " + run.rc() + ".")
          .with("rc", run.rc())
          .with("stdout", run.stdout())
          .with("stderr", run.stderr());
    }
    return Result.changed(run.changed())
        .with("name", Seq.ofTexts(a.name()))
        .with("state", a.state().name().toLowerCase(java.util.Locale.ROOT))
        .with("update_cache", a.updateCache())
        .with("rc", 0)
        .with("stdout", run.stdout())
        .with("stderr", run.stderr());
  }
}
