package io.jplay.modules.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which collectors the option `gather_subset` asks for. A name is a collector, one of its facts,
/// `all`, `min`, or one of these behind `!`.
public record GatherSubset(Set<String> collectors) {
  private static final Map<String, List<String>> COLLECTORS =
      Map.ofEntries(
          Map.entry("apparmor", List.of()),
          Map.entry("caps", List.of("system_capabilities", "system_capabilities_enforced")),
          Map.entry("chroot", List.of("is_chroot")),
          Map.entry("cmdline", List.of()),
          Map.entry("date_time", List.of()),
          Map.entry(
              "distribution",
              List.of(
                  "distribution_version",
                  "distribution_release",
                  "distribution_major_version",
                  "os_family")),
          Map.entry("dns", List.of()),
          Map.entry("env", List.of()),
          Map.entry("facter", List.of()),
          Map.entry("fibre_channel_wwn", List.of()),
          Map.entry("fips", List.of()),
          Map.entry(
              "hardware",
              List.of("processor", "processor_cores", "processor_count", "mounts", "devices")),
          Map.entry("iscsi", List.of()),
          Map.entry("loadavg", List.of()),
          Map.entry("local", List.of()),
          Map.entry("lsb", List.of()),
          Map.entry(
              "network",
              List.of(
                  "interfaces",
                  "default_ipv4",
                  "default_ipv6",
                  "all_ipv4_addresses",
                  "all_ipv6_addresses")),
          Map.entry("nvme", List.of()),
          Map.entry("ohai", List.of()),
          Map.entry("pkg_mgr", List.of()),
          Map.entry(
              "platform",
              List.of(
                  "system",
                  "kernel",
                  "kernel_version",
                  "machine",
                  "python_version",
                  "architecture",
                  "machine_id")),
          Map.entry("python", List.of()),
          Map.entry("selinux", List.of()),
          Map.entry("service_mgr", List.of()),
          Map.entry(
              "ssh_pub_keys",
              List.of(
                  "ssh_host_pub_keys",
                  "ssh_host_key_dsa_public",
                  "ssh_host_key_rsa_public",
                  "ssh_host_key_ecdsa_public",
                  "ssh_host_key_ed25519_public")),
          Map.entry("systemd", List.of()),
          Map.entry(
              "user",
              List.of(
                  "user_id",
                  "user_uid",
                  "user_gid",
                  "user_gecos",
                  "user_dir",
                  "user_shell",
                  "real_user_id",
                  "effective_user_id",
                  "effective_group_ids")),
          Map.entry(
              "virtual",
              List.of(
                  "virtualization_type",
                  "virtualization_role",
                  "virtualization_tech_guest",
                  "virtualization_tech_host")));

  private static final Set<String> MINIMAL =
      Set.of(
          "apparmor",
          "caps",
          "cmdline",
          "date_time",
          "distribution",
          "dns",
          "env",
          "fips",
          "local",
          "lsb",
          "pkg_mgr",
          "platform",
          "python",
          "selinux",
          "service_mgr",
          "ssh_pub_keys",
          "user");

  /// What a collector builds on, which is gathered with it.
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "hardware", Set.of("platform"),
          "network", Set.of("platform", "distribution"),
          "pkg_mgr", Set.of("distribution"),
          "service_mgr", Set.of("platform", "distribution"));

  public GatherSubset {
    collectors = Set.copyOf(collectors);
  }

  public boolean wants(String collector) {
    return collectors.contains(collector);
  }

  /// The first name that means nothing; what is only excluded need not be known.
  public static Optional<String> unknown(Collection<String> names) {
    return names.stream().filter(n -> !n.startsWith("!") && collectorsOf(n).isEmpty()).findFirst();
  }

  /// Every name that may be given, sorted.
  public static String allowed() {
    var all = new TreeSet<String>(COLLECTORS.keySet());
    COLLECTORS.values().forEach(all::addAll);
    all.add("all");
    return String.join(", ", all);
  }

  /// Names alone are gathered besides the minimal ones; exclusions alone leave the minimal ones, as
  /// far as they are not excluded themselves.
  public static GatherSubset of(Collection<String> names) {
    var wanted = new LinkedHashSet<String>(MINIMAL);
    var named = new LinkedHashSet<String>();
    var excluded = new LinkedHashSet<String>();
    for (String name : names) {
      if (name.equals("!all")) {
        excluded.addAll(COLLECTORS.keySet());
        excluded.removeAll(MINIMAL);
      } else if (name.startsWith("!")) {
        excluded.addAll(collectorsOf(name.substring(1)));
      } else if (name.equals("all") || name.equals("min")) {
        wanted.addAll(collectorsOf(name));
      } else {
        named.addAll(collectorsOf(name));
      }
    }
    if (names.isEmpty()) {
      wanted.addAll(COLLECTORS.keySet());
    }
    wanted.removeAll(excluded);
    wanted.addAll(named);
    List.copyOf(wanted).forEach(c -> wanted.addAll(NEEDED.getOrDefault(c, Set.of())));
    return new GatherSubset(wanted);
  }

  private static Collection<String> collectorsOf(String name) {
    if (name.equals("all")) {
      return COLLECTORS.keySet();
    }
    if (name.equals("min")) {
      return MINIMAL;
    }
    if (COLLECTORS.containsKey(name)) {
      return Set.of(name);
    }
    var found = new ArrayList<String>();
    COLLECTORS.forEach((collector, facts) -> {
      if (facts.contains(name)) {
        found.add(collector);
      }
    });
    return found;
  }
}
