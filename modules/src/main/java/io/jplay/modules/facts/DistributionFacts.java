package io.jplay.modules.facts;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The distribution, by Ansible's names for it, and what lsb_release says.
final class DistributionFacts {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("debian", "Debian"),
          Map.entry("raspbian", "Debian"),
          Map.entry("ubuntu", "Ubuntu"),
          Map.entry("linuxmint", "Linux Mint"),
          Map.entry("pop", "Pop!_OS"),
          Map.entry("kali", "Kali"),
          Map.entry("devuan", "Devuan"),
          Map.entry("elementary", "elementary OS"),
          Map.entry("neon", "KDE neon"),
          Map.entry("rhel", "RedHat"),
          Map.entry("centos", "CentOS"),
          Map.entry("rocky", "Rocky"),
          Map.entry("almalinux", "AlmaLinux"),
          Map.entry("fedora", "Fedora"),
          Map.entry("ol", "OracleLinux"),
          Map.entry("amzn", "Amazon"),
          Map.entry("scientific", "Scientific"),
          Map.entry("cloudlinux", "CloudLinux"),
          Map.entry("virtuozzo", "Virtuozzo"),
          Map.entry("miraclelinux", "MIRACLE"),
          Map.entry("openEuler", "openEuler"),
          Map.entry("euleros", "EulerOS"),
          Map.entry("kylin", "Kylin Linux Advanced Server"),
          Map.entry("alpine", "Alpine"),
          Map.entry("arch", "Archlinux"),
          Map.entry("archarm", "Archlinux"),
          Map.entry("manjaro", "Manjaro"),
          Map.entry("opensuse-leap", "openSUSE Leap"),
          Map.entry("opensuse-tumbleweed", "openSUSE Tumbleweed"),
          Map.entry("sles", "SLES"),
          Map.entry("sled", "SLED"),
          Map.entry("sles_sap", "SLES_SAP"),
          Map.entry("gentoo", "Gentoo"),
          Map.entry("flatcar", "Flatcar"),
          Map.entry("clear-linux-os", "Clear Linux OS"),
          Map.entry("nixos", "NixOS"),
          Map.entry("void", "Void"));

  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "RedHat",
              List.of(
                  "RedHat",
                  "CentOS",
                  "Rocky",
                  "AlmaLinux",
                  "Fedora",
                  "OracleLinux",
                  "Amazon",
                  "Scientific",
                  "CloudLinux",
                  "Virtuozzo",
                  "MIRACLE",
                  "openEuler",
                  "EulerOS",
                  "Kylin Linux Advanced Server"),
          "Debian",
              List.of(
                  "Debian",
                  "Ubuntu",
                  "Linux Mint",
                  "Pop!_OS",
                  "Kali",
                  "Devuan",
                  "elementary OS",
                  "KDE neon"),
          "Archlinux", List.of("Archlinux", "Manjaro"),
          "Suse", List.of("openSUSE Leap", "openSUSE Tumbleweed", "SLES", "SLED", "SLES_SAP"),
          "Alpine", List.of("Alpine"),
          "Gentoo", List.of("Gentoo"),
          "Flatcar", List.of("Flatcar"),
          "ClearLinux", List.of("Clear Linux OS"));

  private static final Pattern RELEASE_LINE =
      Pattern.compile(".*?release\\s+([0-9.]+)[^(]*(?:\\(([^)]*)\\))?.*");

  private DistributionFacts() {}

  static Dict collect(Sections s) {
    String path = s.has("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
    Map<String, String> os = s.assignments(path);
    String id = os.getOrDefault("ID", "");
    String name = NAMES.getOrDefault(id, capitalized(id.isEmpty() ? s.line("uname", 0) : id));
    String family = family(name);
    var found = new Found(name, os.getOrDefault("VERSION_ID", ""), release(os), path, family);
    found =
        switch (family) {
          case "Debian" -> found;
          case "RedHat" -> redHat(s, found);
          case "Alpine" ->
              found.with(
                  s.value("/etc/alpine-release").orElse(found.version), "/etc/alpine-release");
          case "Archlinux" ->
              found.with(found.version.isEmpty() ? "rolling" : found.version, "/etc/arch-release");
          case "Suse" -> new Found(name, found.version, found.release, path, "SUSE");
          default -> found;
        };
    if (name.equals("Debian")) {
      String exact = s.value("/etc/debian_version").orElse("");
      found = exact.matches("\\d+(\\.\\d+)?") ? found.with(exact, path) : found;
    }
    return facts(found, family, !os.isEmpty());
  }

  private static Dict facts(Found found, String family, boolean parsed) {
    String version = found.version.isEmpty() ? "n/a" : found.version;
    var facts =
        Dict.builder()
            .put("distribution", found.name)
            .put("distribution_version", version)
            .put("distribution_release", found.release.isEmpty() ? "NA" : found.release)
            .put("distribution_major_version", version.split("\\.")[0])
            .put("os_family", family);
    if (parsed) {
      facts
          .put("distribution_file_path", found.path)
          .put("distribution_file_variety", found.variety)
          .put("distribution_file_parsed", true);
    }
    if (found.name.equals("Debian") && version.contains(".")) {
      facts.put("distribution_minor_version", version.split("\\.")[1]);
    }
    return facts.build();
  }

  private record Found(String name, String version, String release, String path, String variety) {
    Found with(String newVersion, String newPath) {
      return new Found(name, newVersion, release, newPath, variety);
    }
  }

  private static Found redHat(Sections s, Found found) {
    if (found.name.equals("Amazon")) {
      return new Found(found.name, found.version, "NA", found.path, "Amazon");
    }
    String file = "/etc/redhat-release";
    Matcher line = RELEASE_LINE.matcher(s.line(file, 0));
    if (!line.matches()) {
      return found;
    }
    String release = Optional.ofNullable(line.group(2)).orElse("");
    if (s.line(file, 0).contains("Stream")) {
      release = "Stream";
    }
    return new Found(found.name, line.group(1), release, file, "RedHat");
  }

  static String family(String distribution) {
    return FAMILIES.entrySet().stream()
        .filter(e -> e.getValue().contains(distribution))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(distribution);
  }

  private static String release(Map<String, String> os) {
    return os.getOrDefault("VERSION_CODENAME", os.getOrDefault("UBUNTU_CODENAME", ""));
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static Dict lsb(Sections s) {
    var lsb = Dict.builder();
    if (s.has("lsb_release")) {
      Map<String, String> keys =
          Map.of(
              "LSB Version", "release",
              "Distributor ID", "id",
              "Description", "description",
              "Release", "release",
              "Codename", "codename");
      for (String line : s.lines("lsb_release")) {
        int at = line.indexOf(':');
        if (at > 0 && keys.containsKey(line.substring(0, at))) {
          lsb.put(keys.getOrDefault(line.substring(0, at), ""), line.substring(at + 1).strip());
        }
      }
    } else {
      Map<String, String> file = s.assignments("/etc/lsb-release");
      Map.of(
              "DISTRIB_ID", "id",
              "DISTRIB_RELEASE", "release",
              "DISTRIB_DESCRIPTION", "description",
              "DISTRIB_CODENAME", "codename")
          .forEach(
              (key, fact) -> Optional.ofNullable(file.get(key)).ifPresent(v -> lsb.put(fact, v)));
    }
    Dict facts = lsb.build();
    Dict all =
        facts
            .text("release")
            .map(r -> facts.with("major_release", io.jplay.core.value.Str.of(r.split("\\.")[0])))
            .orElse(facts);
    return Dict.builder().put("lsb", all).build();
  }

  static Dict fips(Sections s) {
    boolean on = s.value("/proc/sys/crypto/fips_enabled").orElse("0").equals("1");
    return Dict.builder().put("fips", Bool.of(on)).build();
  }
}
