package io.jplay.modules.jplay;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.packages.PackageChange;
import io.jplay.modules.packages.PackagePlan;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Settings;
import io.jplay.modules.packages.PackageTool.Word;
import java.util.List;
import java.util.Set;

/// Upgrades packages by the host's own package manager. An action: refreshing the lists, asking,
/// upgrading, cleaning and the reboot each need the state that the step before left.
@ModuleInfo(
    summary = "Upgrade packages, whatever the package manager",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = "name,security")
public final class Upgrade implements ActionModule<Upgrade.Args> {
  private static final Set<String> SECURITY = Set.of("apt", "dnf", "dnf5", "yum", "zypper");

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
    if (a.security() && !SECURITY.contains(manager)) {
      return Result.failed(manager + " does not know which upgrades are of security");
    }
    Settings settings = settings(a, manager);
    var asking = new PackageTool(session, manager, true, settings);
    var tool = new PackageTool(session, manager, context.mode().check(), settings);
    if (a.updateCache()) {
      PackageRun.refresh(tool, "could not refresh the package lists");
    }
    PackageRun plan = PackageRun.upgrade(asking, List.of());
    if (plan.failed()) {
      return plan.failure("could not ask for upgrades: " + plan.words());
    }
    // apk and xbps call it a success when there is nothing to upgrade from
    List<String> unread = PackagePlan.unread(plan.stdout());
    if (!unread.isEmpty()) {
      return plan.failure("could not read every repository: " + String.join("; ", unread));
    }
    List<PackageChange> planned = planned(a, manager, plan);
    boolean check = context.mode().check();
    PackageRun run = plan.only(planned);
    boolean all = planned.size() == plan.changes().size();
    // some of the packages may need others too: only the manager knows
    if (run.changed() && !(check && all)) {
      run = PackageRun.upgrade(tool, all ? List.of() : run.changedNames());
    }
    if (run.failed()) {
      return run.failure("could not upgrade: " + run.words());
    }
    if (a.autoremove()) {
      run = run.then(PackageRun.autoremove(tool));
    }
    boolean required = tool.isRebootNeeded();
    Result result = describe(run, required, context);
    if (!required || a.reboot() == Reboot.NEVER) {
      return result;
    }
    return check ? result.withStatus(Status.CHANGED) : reboot(a, result, context);
  }

  private static Settings settings(Args a, String manager) {
    boolean dist = a.mode() == Mode.DIST;
    Settings settings = Settings.waiting(a.lockTimeout());
    return switch (manager) {
      case "apt" -> dist ? settings.with(Word.DIST, List.of("dist-upgrade")) : settings;
      case "apk" -> dist ? settings.with(Word.DIST, List.of("--available")) : settings;
      case "dnf", "dnf5", "yum" ->
          a.security() ? settings.with(Word.OPTIONS, List.of("--security")) : settings;
      case "zypper" ->
          a.security()
              ? settings.with(Word.DIST, List.of("patch", "--category", "security"))
              : dist ? settings.with(Word.DIST, List.of("dist-upgrade")) : settings;
      default -> settings;
    };
  }

  /// What of all upgrades the task wants.
  private static List<PackageChange> planned(Args a, String manager, PackageRun plan) {
    if (!a.name().isEmpty()) {
      return plan.changes().stream().filter(c -> a.name().contains(c.name())).toList();
    }
    if (a.security() && manager.equals("apt")) {
      List<String> names = PackagePlan.securityOfApt(plan.stdout());
      return plan.changes().stream().filter(c -> names.contains(c.name())).toList();
    }
    return plan.changes();
  }

  private static Result reboot(Args a, Result result, TaskContext context)
      throws TransportException, InterruptedException {
    Result rebooted =
        context.delegate(
            "ansible.builtin.reboot",
            Dict.builder().put("reboot_timeout", Int.of(a.rebootTimeout())).build());
    return rebooted.isFailed()
        ? rebooted
        : result.withStatus(Status.CHANGED).with("rebooted", true).with("reboot_required", false);
  }

  private static Result describe(PackageRun run, boolean reboot, TaskContext context) {
    Result result =
        Result.changed(run.changed())
            .with("packages", PackageChange.describe(run.changes()))
            .with("reboot_required", reboot)
            .with("rebooted", false)
            .with("stdout", run.stdout());
    return context.mode().diff() && run.changed()
        ? result.withDiff(PackageChange.diff(run.changes()))
        : result;
  }
}
