package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import java.util.List;
import java.util.Map;

/// Which program runs the services and which one the packages.
final class ManagerFacts {
  private static final Map<String, String> INIT_NAMES =
      Map.of(
          "procd", "openwrt_init",
          "runit-init", "runit",
          "svscan", "svc",
          "openrc-init", "openrc");

  private static final List<String> PACKAGE_MANAGERS =
      List.of(
          "apt-get",
          "dnf5",
          "dnf",
          "yum",
          "zypper",
          "apk",
          "pacman",
          "xbps-install",
          "emerge",
          "opkg",
          "nix-env",
          "swupd",
          "microdnf");

  private ManagerFacts() {}

  /// Version and build options of systemd, where it runs: the first two lines of its version.
  static Dict systemd(Sections s) {
    String[] words = s.line("systemd", 0).split("\\s+");
    if (words.length < 2 || !words[1].matches("\\d{1,9}")) {
      return Dict.EMPTY;
    }
    Dict facts =
        Dict.builder()
            .put("version", Integer.parseInt(words[1]))
            .put("features", s.line("systemd", 1))
            .build();
    return Dict.builder().put("systemd", facts).build();
  }

  static Dict serviceManager(Sections s) {
    return Dict.builder().put("service_mgr", serviceManagerName(s)).build();
  }

  private static String serviceManagerName(Sections s) {
    String init = s.line("init", 0);
    // "init" and shells (containers) say nothing; then the traces of each system decide
    if (!init.isEmpty() && !init.equals("init") && !init.endsWith("sh")) {
      return INIT_NAMES.getOrDefault(init, init);
    }
    return s.lines("init_hints").stream()
        .findFirst()
        .map(h -> h.equals("systemd_offline") ? "systemd" : h)
        .orElse("service");
  }

  static Dict packageManager(Sections s, String family) {
    return Dict.builder().put("pkg_mgr", packageManagerName(s, family)).build();
  }

  private static String packageManagerName(Sections s, String family) {
    List<String> found = s.lines("package_managers");
    if (found.contains("rpm-ostree")) {
      return "atomic_container";
    }
    if (family.equals("RedHat")) {
      for (String name : List.of("dnf", "dnf5", "yum", "microdnf")) {
        if (found.contains(name)) {
          return name.equals("microdnf") ? "dnf" : name;
        }
      }
    }
    if (family.equals("Suse") && found.contains("zypper")) {
      return "zypper";
    }
    return PACKAGE_MANAGERS.stream()
        .filter(found::contains)
        .findFirst()
        .map(name ->
            switch (name) {
              case "apt-get" -> "apt";
              case "xbps-install" -> "xbps";
              case "emerge" -> "portage";
              case "nix-env" -> "nix";
              default -> name;
            })
        .orElse("unknown");
  }
}
