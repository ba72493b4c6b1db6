package io.jplay.core.ssh;

import io.jplay.core.api.HostFacts;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Learns what modules must know of a host, by one program in one round trip.
final class HostProbe {
  static final ShellProgram PROGRAM = ShellProgram.of(resource());

  /// PID 1's names that stand for another service manager (ansible-core, facts service_mgr).
  private static final Map<String, String> INITS =
      Map.of(
          "procd", "openwrt_init",
          "runit-init", "runit",
          "svscan", "svc",
          "openrc-init", "openrc");

  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "Debian",
              List.of(
                  "debian",
                  "ubuntu",
                  "raspbian",
                  "linuxmint",
                  "kali",
                  "pop",
                  "devuan",
                  "neon",
                  "parrot",
                  "deepin",
                  "elementary",
                  "zorin",
                  "pureos",
                  "proxmox",
                  "cumulus-linux"),
          "RedHat",
              List.of(
                  "rhel",
                  "centos",
                  "fedora",
                  "rocky",
                  "almalinux",
                  "ol",
                  "amzn",
                  "scientific",
                  "cloudlinux",
                  "virtuozzo",
                  "openeuler",
                  "eurolinux",
                  "anolis",
                  "xenserver",
                  "tencentos",
                  "kylin",
                  "miraclelinux"),
          "Suse",
              List.of(
                  "sles",
                  "sled",
                  "opensuse",
                  "opensuse-leap",
                  "opensuse-tumbleweed",
                  "sles_sap",
                  "sl-micro",
                  "opensuse-microos"),
          "Archlinux", List.of("arch", "archarm", "manjaro", "antergos", "artix", "endeavouros"),
          "Alpine", List.of("alpine"),
          "Void", List.of("void"),
          "Gentoo", List.of("gentoo", "funtoo"),
          "Mandrake", List.of("mageia", "mandriva"));

  private HostProbe() {}

  static HostFacts parse(ProgramOutput output) {
    var seen = new HashMap<String, String>();
    output
        .stdout()
        .lines()
        .forEach(line -> {
          int at = line.indexOf('=');
          if (at > 0) {
            seen.put(line.substring(0, at), line.substring(at + 1).strip());
          }
        });
    String distribution = unquoted(seen.getOrDefault("ID", ""));
    String family = family(distribution, unquoted(seen.getOrDefault("ID_LIKE", "")));
    return new HostFacts(
        seen.getOrDefault("system", ""),
        seen.getOrDefault("machine", ""),
        distribution,
        family,
        unquoted(seen.getOrDefault("VERSION_ID", "")),
        serviceManager(seen.getOrDefault("init", ""), seen.getOrDefault("service", "service")),
        packageManager(family, seen.getOrDefault("packages", "").split(" ")),
        seen.getOrDefault("user", ""),
        number(seen.getOrDefault("uid", "")),
        number(seen.getOrDefault("gid", "")),
        seen.getOrDefault("home", ""),
        Set.of(seen.getOrDefault("tools", "").strip().split(" ")),
        seen.getOrDefault("busybox", "").equals("1"),
        seen.getOrDefault("selinux", "").equals("1"),
        Map.of());
  }

  private static String family(String distribution, String like) {
    for (var family : FAMILIES.entrySet()) {
      if (family.getValue().contains(distribution)) {
        return family.getKey();
      }
    }
    for (String id : like.split(" ")) {
      for (var family : FAMILIES.entrySet()) {
        if (family.getValue().contains(id)) {
          return family.getKey();
        }
      }
    }
    return distribution;
  }

  /// `init` is the name of PID 1. Many systems say `init`, containers often a shell: then what
  /// stands on the disk decides, as the probe found it.
  private static String serviceManager(String init, String found) {
    String name = init.substring(init.lastIndexOf('/') + 1);
    if (name.isEmpty() || name.equals("init") || name.endsWith("sh")) {
      return found;
    }
    return INITS.getOrDefault(name, name);
  }

  /// The family's own manager before others that happen to be installed.
  private static String packageManager(String family, String[] found) {
    List<String> all = List.of(found);
    List<String> own =
        switch (family) {
          case "Debian" -> List.of("apt");
          case "RedHat" -> List.of("dnf", "dnf5", "yum");
          case "Suse" -> List.of("zypper");
          case "Alpine" -> List.of("apk");
          case "Archlinux" -> List.of("pacman");
          case "Void" -> List.of("xbps");
          case "Gentoo" -> List.of("portage");
          default -> List.of();
        };
    for (String name : own) {
      if (all.contains(name)) {
        return name;
      }
    }
    return found[0].isEmpty() ? "unknown" : found[0];
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String resource() {
    try (InputStream in = HostProbe.class.getResourceAsStream("probe.sh")) {
      if (in == null) {
        throw new IllegalStateException("no resource probe.sh");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
