package io.jplay.modules.general;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Seq;
import io.jplay.modules.packages.PackageChange;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageState;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Settings;
import io.jplay.modules.packages.PackageTool.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Packages by zypper. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with zypper", diff = ModuleInfo.Support.FULL)
public final class Zypper implements ActionModule<Zypper.Args> {
  /// As of other managers, and an upgrade of the whole distribution.
  public enum State {
    PRESENT,
    INSTALLED,
    LATEST,
    ABSENT,
    REMOVED,
    DIST_UPGRADE;

    PackageState wish() {
      return this == DIST_UPGRADE ? PackageState.LATEST : PackageState.valueOf(name());
    }
  }

  /// The kinds of things that zypper installs.
  public enum Type {
    PACKAGE,
    PATCH,
    PATTERN,
    PRODUCT,
    SRCPACKAGE,
    APPLICATION
  }

  public record Args(
      @Option(required = true, aliases = "pkg") List<String> name,
      @Option("present") State state,
      @Option("package") Type type,
      @Option(value = "false", aliases = "refresh") boolean updateCache,
      @Option("true") boolean disableRecommends,
      @Option("false") boolean disableGpgCheck,
      @Option("false") boolean force,
      @Option("false") boolean forceResolution,
      @Option("false") boolean oldpackage,
      @Option("false") boolean allowVendorChange,
      @Option("false") boolean replacefiles,
      @Option("false") boolean cleanDeps,
      @Option String extraArgs,
      @Option String extraArgsPrecommand) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    boolean everything = a.name().contains("*");
    if (a.state() == State.DIST_UPGRADE && !everything) {
      return Result.failed("Can not dist-upgrade specific packages.");
    }
    var tool = new PackageTool(session, "zypper", context.mode().check(), settings(a));
    if (a.updateCache()) {
      PackageRun.refresh(tool, "Zypper refresh run failed.");
    }
    PackageRun run = PackageRun.of(tool, a.state().wish(), a.name());
    if (run.failed()) {
      return run.failure("Zypper run command failed with return code " + run.rc() + ".");
    }
    Result result =
        Result.changed(run.changed())
            .with("name", Seq.ofTexts(a.name()))
            .with("state", a.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .with("update_cache", a.updateCache())
            .with("rc", 0);
    if (!run.changed()) {
      return result;
    }
    Result changed = result.with("stdout", run.stdout()).with("stderr", run.stderr());
    return context.mode().diff() ? changed.withDiff(PackageChange.diff(run.changes())) : changed;
  }

  private static Settings settings(Args a) {
    boolean versioned = a.name().stream().anyMatch(n -> n.matches(".*[<>=].*"));
    var change = new ArrayList<String>();
    add(change, a.disableRecommends(), "--no-recommends");
    add(change, a.force(), "--force");
    add(change, a.forceResolution(), "--force-resolution");
    // a version in a name may be older than the one that is there
    add(change, a.oldpackage() || versioned, "--oldpackage");
    add(change, a.replacefiles(), "--replacefiles");
    change.add(a.extraArgs());
    var removal = new ArrayList<String>();
    add(removal, a.cleanDeps(), "--clean-deps");
    removal.add(a.extraArgs());
    var common = new ArrayList<String>();
    add(common, a.disableGpgCheck(), "--no-gpg-checks");
    common.add(a.extraArgsPrecommand());
    return Settings.waiting(60)
        .with(Word.COMMON, common)
        .with(Word.OPTIONS, change)
        .with(Word.REMOVE_OPTIONS, removal)
        .with(Word.DIST, List.of(everything(a)))
        .with(Word.TYPE, List.of(a.type().name().toLowerCase(Locale.ROOT)));
  }

  /// How everything is upgraded.
  private static String everything(Args a) {
    if (a.type() == Type.PATCH) {
      return "patch";
    }
    return a.state() == State.DIST_UPGRADE
        ? "dist-upgrade" + (a.allowVendorChange() ? " --allow-vendor-change" : "")
        : "";
  }

  private static void add(List<String> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }
}
