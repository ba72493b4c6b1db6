package io.jplay.modules.jplay;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Upgrades packages by the host's own package manager. An action: refreshing the lists, asking,
/// upgrading, cleaning and the reboot each need the state that the step before left.
@ModuleInfo(
    summary = "Upgrade packages, whatever the package manager",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = "name,security")
public final class Upgrade implements ActionModule<Upgrade.Args> {
  public enum Mode {
    SAFE,
    DIST
  }

  public enum Reboot {
    NEVER,
    IF_REQUIRED
  }

  public record Args(
      @Option(aliases = {"packages", "pkg"}) List<String> name,
      @Option("safe") Mode mode,
      @Option("false") boolean security,
      @Option("true") boolean updateCache,
      @Option("false") boolean autoremove,
      @Option("never") Reboot reboot,
      @Option("600") int rebootTimeout,
      @Option("300") int lockTimeout,
      @Option("auto") String use) {
    public Args {
      name = List.copyOf(name);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    String manager = a.use().equals("auto") ? session.facts().packageManager() : a.use();
    var tool =
        new PackageTool(
            session,
            manager,
            new PackageTool.Settings(
                a.lockTimeout(), "", a.mode() == Mode.DIST ? dist(manager) : "", a.security()));
    boolean check = context.mode().check();
    if (a.updateCache() && !check) {
      ProgramOutput refreshed = tool.refresh();
      if (!refreshed.isOk()) {
        return failed("could not refresh the package lists", refreshed);
      }
    }
    List<Change> planned = new ArrayList<>(tool.outdated(tool.installed()));
    if (!a.name().isEmpty()) {
      planned.removeIf(c -> !a.name().contains(c.name()));
    }
    if (check) {
      boolean reboot = a.reboot() == Reboot.IF_REQUIRED && tool.isRebootNeeded();
      return describe(planned, "", false, context)
          .withStatus(
              planned.isEmpty() && !reboot
                  ? io.jplay.core.event.Status.OK
                  : io.jplay.core.event.Status.CHANGED);
    }
    var changes = new ArrayList<Change>();
    String stdout = "";
    if (!planned.isEmpty()) {
      boolean named = !a.name().isEmpty() || a.security() && manager.equals("apt");
      PackageTool.Outcome outcome =
          tool.upgrade(named ? planned.stream().map(Change::name).toList() : List.of());
      if (!outcome.output().isOk()) {
        return failed("could not upgrade", outcome.output());
      }
      changes.addAll(outcome.changes());
      stdout = outcome.output().stdout();
    }
    if (a.autoremove()) {
      PackageTool.Outcome outcome = tool.autoremove();
      changes.addAll(outcome.changes());
      stdout += outcome.output().stdout();
    }
    boolean required = tool.isRebootNeeded();
    Result result = describe(changes, stdout, required, context);
    if (required && a.reboot() == Reboot.IF_REQUIRED) {
      Result rebooted =
          context.delegate(
              "ansible.builtin.reboot",
              Dict.builder().put("reboot_timeout", Int.of(a.rebootTimeout())).build());
      if (rebooted.isFailed()) {
        return rebooted;
      }
      return result
          .withStatus(io.jplay.core.event.Status.CHANGED)
          .with("rebooted", true)
          .with("reboot_required", false);
    }
    return result;
  }

  private static Result describe(
      List<Change> changes, String stdout, boolean reboot, TaskContext context) {
    Result result =
        Result.changed(!changes.isEmpty())
            .with("packages", PackageRun.describe(changes))
            .with("reboot_required", reboot)
            .with("rebooted", false)
            .with("stdout", stdout);
    return context.mode().diff() && !changes.isEmpty()
        ? result.withDiff(PackageRun.diff(changes))
        : result;
  }

  private static Result failed(String what, ProgramOutput out) {
    String why = (out.stderr() + out.stdout()).strip();
    return Result.failed(what + ": " + why)
        .with("rc", out.rc())
        .with("stdout", out.stdout())
        .with("stderr", out.stderr());
  }

  /// The manager's word for an upgrade that may remove packages.
  private static String dist(String manager) {
    if (Set.of("apt", "zypper").contains(manager)) {
      return manager.equals("apt") ? "dist-upgrade" : "dist-upgrade --auto-agree-with-licenses";
    }
    return manager.equals("apk") ? "--available" : "";
  }
}
