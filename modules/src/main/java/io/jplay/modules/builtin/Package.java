package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;

/// Packages by the host's own package manager. An action because it only hands its options on.
@ModuleInfo(summary = "Generic package manager")
@SuppressWarnings("AvoidCommonTypeNames") // the name follows from ansible.builtin.package
public final class Package implements ActionModule<Package.Args> {
  public record Args(@Option("auto") String use, @Option(rest = true) Dict options) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    String manager = a.use().equals("auto") ? chosen(context, session) : a.use();
    String module = module(manager);
    if (module.isEmpty()) {
      return Result.failed(
          "Could not detect which package manager to use. Try gathering facts or setting the"
              + " \"use\" option.");
    }
    if (!module.contains(".")) {
      return Result.failed(
          "Could not find a matching action for the \"%s\" package manager.".formatted(manager));
    }
    return context.delegate(module, a.options());
  }

  /// By the variable `ansible_package_use`, else what the host has.
  private static String chosen(TaskContext context, RemoteSession session)
      throws TransportException {
    Value wanted =
        context
            .renderer()
            .renderOrUndefined(context.scope().lookup("ansible_package_use"), context.scope());
    return wanted instanceof Str s && !s.text().isEmpty() && !s.text().equals("auto")
        ? s.text()
        : session.facts().packageManager();
  }

  /// The module for a name as the fact `pkg_mgr` has it, or as a user writes `use`.
  static String module(String manager) {
    if (manager.contains(".")) {
      return manager;
    }
    return switch (manager) {
      case "apt" -> "ansible.builtin.apt";
      case "dnf", "dnf5", "yum" -> "ansible.builtin.dnf";
      case "apk", "pacman", "xbps", "zypper" -> "community.general." + manager;
      case "unknown", "" -> "";
      default -> manager;
    };
  }
}
