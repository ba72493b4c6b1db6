package io.jplay.modules.general;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.value.Seq;
import io.jplay.modules.packages.PackageChange;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageState;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Settings;
import io.jplay.modules.packages.PackageTool.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packages by pacman. An action: refreshing the lists changes what is known.
@ModuleInfo(
    summary = "Manage packages with pacman",
    diff = ModuleInfo.Support.FULL,
    requiredOneOf = "name,update_cache,upgrade",
    mutuallyExclusive = "name,upgrade")
public final class Pacman implements ActionModule<Pacman.Args> {
  /// Why a package is on a host.
  public enum Reason {
    EXPLICIT,
    DEPENDENCY
  }

  /// Which packages of the task get a reason.
  public enum ReasonFor {
    NEW,
    ALL
  }

  public record Args(
      @Option(aliases = {"package", "pkg"}) List<String> name,
      @Option("present") PackageState state,
      @Option("false") boolean force,
      @Option("false") boolean removeNosave,
      @Option("false") boolean updateCache,
      @Option("false") boolean upgrade,
      @Option String extraArgs,
      @Option String updateCacheExtraArgs,
      @Option String upgradeExtraArgs,
      @Option("pacman") String executable,
      @Option Optional<Reason> reason,
      @Option("new") ReasonFor reasonFor) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    boolean check = context.mode().check();
    var tool = new PackageTool(session, "pacman", check, settings(a));
    boolean fetched = false;
    Result base = Result.ok();
    if (a.updateCache()) {
      var refreshed = PackageRun.refresh(tool, "could not update package db");
      fetched = a.force() || refreshed.map(PackageTool.Refreshed::changed).orElse(true);
      base = Result.changed(fetched).with("cache_updated", fetched);
      if (a.name().isEmpty() && !a.upgrade()) {
        return base.with("msg", check ? "Would have updated the package db" : "Updated package db");
      }
    }
    PackageRun run =
        a.upgrade()
            ? PackageRun.upgrade(tool, List.of())
            : PackageRun.of(tool, a.state(), a.name());
    if (run.failed()) {
      return run.failure(failure(a) + ": " + run.words());
    }
    Result result = describe(a, run, context, base);
    return a.reason().isPresent() && !a.upgrade() && !a.state().isAbsent()
        ? reasoned(a, run, tool, result)
        : result;
  }

  private static Settings settings(Args a) {
    var removal = new ArrayList<String>(List.of(a.extraArgs()));
    if (a.force()) {
      removal.add("--nodeps --nodeps");
    }
    if (a.removeNosave()) {
      removal.add("--nosave");
    }
    return Settings.waiting(60)
        .with(Word.EXECUTABLE, List.of(a.executable()))
        .with(Word.OPTIONS, List.of(a.extraArgs()))
        .with(Word.REMOVE_OPTIONS, removal)
        .with(Word.FRESH, List.of(a.updateCacheExtraArgs(), a.force() ? "--refresh" : ""))
        .with(Word.DIST, List.of(a.upgradeExtraArgs()));
  }

  private static String failure(Args a) {
    if (a.upgrade()) {
      return "Could not upgrade";
    }
    return a.state().isAbsent() ? "failed to remove package(s)" : "Failed to install package(s)";
  }

  private static Result describe(Args a, PackageRun run, TaskContext context, Result base) {
    boolean check = context.mode().check();
    boolean removed = a.state().isAbsent() && !a.upgrade();
    if (!run.changed()) {
      String nothing = removed ? "package(s) already absent" : "package(s) already installed";
      Result same = base.with("msg", a.upgrade() ? "Nothing to upgrade" : nothing);
      return a.upgrade() ? same : same.with("packages", Seq.EMPTY);
    }
    int count = run.changes().size();
    List<String> packages =
        removed
            ? run.changes().stream().map(c -> c.label(c.from())).toList()
            : run.changedNames().stream().sorted().toList();
    Result result =
        base.withStatus(Status.CHANGED)
            .with("msg", message(a, removed, count, check))
            .with("packages", Seq.ofTexts(packages))
            .with("stdout", run.stdout());
    return context.mode().diff() ? result.withDiff(PackageChange.diff(run.changes())) : result;
  }

  private static String message(Args a, boolean removed, int count, boolean check) {
    if (a.upgrade()) {
      return check ? count + " packages would have been upgraded" : "System upgraded";
    }
    return check
        ? "Would have %s %d packages".formatted(removed ? "removed" : "installed", count)
        : "%s %d package(s)".formatted(removed ? "Removed" : "Installed", count);
  }

  /// Marks packages as asked for, or as needed by others only.
  private static Result reasoned(Args a, PackageRun run, PackageTool tool, Result result)
      throws TransportException {
    boolean explicit = a.reason().orElseThrow() == Reason.EXPLICIT;
    List<String> known =
        tool.ask(List.of("jp_pacman", explicit ? "-Qeq" : "-Qdq")).stdout().lines().toList();
    List<String> names = a.reasonFor() == ReasonFor.ALL ? a.name() : run.names();
    List<String> marked = names.stream().filter(n -> !known.contains(n)).toList();
    if (marked.isEmpty()) {
      return result;
    }
    if (!tool.isCheck()) {
      var words = new ArrayList<>(List.of("jp_pacman", "--noconfirm", "-D"));
      words.add(explicit ? "--asexplicit" : "--asdeps");
      words.addAll(marked);
      var out = tool.ask(words);
      if (!out.isOk()) {
        return Result.failed("Failed to install package(s): " + out.stderr().strip());
      }
    }
    Result changed = result.withStatus(Status.CHANGED);
    return run.changed()
        ? changed
        : changed
            .with("msg", message(a, false, marked.size(), tool.isCheck()))
            .with("packages", Seq.ofTexts(marked));
  }
}
