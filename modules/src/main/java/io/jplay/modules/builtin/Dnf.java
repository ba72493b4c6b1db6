package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageTool;
import java.util.ArrayList;
import java.util.List;

/// Packages by dnf. An action: refreshing the lists changes what is known.
@ModuleInfo(summary = "Manage packages with dnf")
public final class Dnf implements ActionModule<Dnf.Args> {
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
      @Option(value = "false", aliases = "expire-cache") boolean updateCache,
      @Option List<String> enablerepo,
      @Option List<String> disablerepo,
      @Option List<String> exclude,
      @Option List<String> disablePlugin,
      @Option List<String> enablePlugin,
      @Option("false") boolean disableGpgCheck,
      @Option("false") boolean skipBroken,
      @Option("false") boolean nobest,
      @Option("false") boolean allowerasing,
      @Option("false") boolean allowDowngrade,
      @Option("true") boolean installWeakDeps,
      @Option("true") boolean validateCerts,
      @Option("true") boolean sslverify,
      @Option("false") boolean autoremove,
      @Option("false") boolean security,
      @Option("false") boolean bugfix,
      @Option("false") boolean updateOnly,
      @Option("false") boolean cacheonly,
      @Option("auto") String useBackend,
      @Option String list,
      @Option String confFile,
      @Option String disableExcludes,
      @Option String installroot,
      @Option String releasever,
      @Option("true") boolean installRepoquery,
      @Option("false") boolean downloadOnly,
      @Option String downloadDir,
      @Option("30") int lockTimeout) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    var words = new ArrayList<String>();
    a.enablerepo().forEach(r -> words.add("--enablerepo=" + safe(r)));
    a.disablerepo().forEach(r -> words.add("--disablerepo=" + safe(r)));
    a.exclude().forEach(e -> words.add("--exclude=" + safe(e)));
    a.disablePlugin().forEach(p -> words.add("--disableplugin=" + safe(p)));
    a.enablePlugin().forEach(p -> words.add("--enableplugin=" + safe(p)));
    if (a.disableGpgCheck()) {
      words.add("--nogpgcheck");
    }
    if (a.skipBroken()) {
      words.add("--skip-broken");
    }
    if (a.nobest()) {
      words.add("--nobest");
    }
    if (a.allowerasing()) {
      words.add("--allowerasing");
    }
    if (!a.installWeakDeps()) {
      words.add("--setopt=install_weak_deps=False");
    }
    if (!a.sslverify() || !a.validateCerts()) {
      words.add("--setopt=sslverify=0");
    }
    if (a.downloadOnly()) {
      words.add("--downloadonly");
    }
    if (a.cacheonly()) {
      words.add("-C");
    }
    var tool =
        new PackageTool(
            session,
            "dnf",
            new PackageTool.Settings(a.lockTimeout(), String.join(" ", words), "", a.security()));
    boolean check = context.mode().check();
    if (a.updateCache() && !check) {
      var refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return Result.failed("Failed to refresh the package lists: " + refreshed.stdout().strip())
            .with("rc", refreshed.rc());
      }
      if (a.name().isEmpty()) {
        return Result.ok().with("msg", "Cache updated").with("rc", 0).with("results", Seq.EMPTY);
      }
    }
    PackageRun.Wish wish =
        switch (a.state()) {
          case PRESENT, INSTALLED -> PackageRun.Wish.PRESENT;
          case LATEST -> PackageRun.Wish.LATEST;
          case ABSENT, REMOVED -> PackageRun.Wish.ABSENT;
        };
    if (a.autoremove() && a.name().isEmpty()) {
      if (check) {
        return Result.ok().with("msg", "autoremove is not predicted in check mode");
      }
      var outcome = tool.autoremove();
      return Result.changed(!outcome.changes().isEmpty()).with("rc", outcome.output().rc());
    }
    List<String> names = a.name().stream().filter(n -> !n.isBlank()).toList();
    return describe(a, wish, PackageRun.of(tool, wish, names, check));
  }

  private static Result describe(Args a, PackageRun.Wish wish, PackageRun run) {
    if (run.failed()) {
      return Result.failed(
              "Failed to install some of the specified packages: "
                  + (run.stdout() + run.stderr()).strip())
          .with("rc", run.rc())
          .with("stdout", run.stdout())
          .with("stderr", run.stderr());
    }
    String done = wish == PackageRun.Wish.ABSENT ? "Removed: " : "Installed: ";
    List<Value> results = new ArrayList<>();
    run.changes()
        .forEach(
            c -> results.add(Str.of(done + c.name() + (c.to().isEmpty() ? "" : "-" + c.to()))));
    return Result.changed(run.changed())
        .with("msg", run.changed() ? "" : "Nothing to do")
        .with("rc", 0)
        .with("results", Seq.of(results));
  }

  /// These words go unquoted to the manager, so only the letters of repository names and globs.
  private static String safe(String word) {
    if (!word.matches("[A-Za-z0-9_.:,+/@=-]*")) {
      throw new io.jplay.core.api.ModuleFailure("not a plain name: " + word);
    }
    return word;
  }
}
