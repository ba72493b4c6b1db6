package io.jplay.modules.facts;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
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
          Map.entry("coreos", "CoreOS"),
          Map.entry("cumulus-linux", "Cumulus Linux"),
          Map.entry("deepin", "Deepin"),
          Map.entry("eurolinux", "EuroLinux"),
          Map.entry("tencentos", "TencentOS"),
          Map.entry("uos", "Uos"),
          Map.entry("UOS", "Uos"),
          Map.entry("pardus", "Pardus GNU/Linux"),
          Map.entry("parrot", "Parrot"),
          Map.entry("steamos", "SteamOS"),
          Map.entry("osmc", "OSMC"),
          Map.entry("alp-dolomite", "ALP-Dolomite"),
          Map.entry("sl-micro", "SL-Micro"),
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
                  "EuroLinux",
                  "TencentOS",
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
                  "KDE neon",
                  "Cumulus Linux",
                  "Deepin",
                  "Uos",
                  "Pardus GNU/Linux",
                  "Parrot",
                  "SteamOS",
                  "OSMC"),
          "Archlinux", List.of("Archlinux", "Manjaro"),
          "Suse",
              List.of(
                  "openSUSE",
                  "openSUSE Leap",
                  "openSUSE Tumbleweed",
                  "SLES",
                  "SLED",
                  "SLES_SAP",
                  "ALP-Dolomite",
                  "SL-Micro"),
          "Alpine", List.of("Alpine"),
          "Gentoo", List.of("Gentoo"),
          "Flatcar", List.of("Flatcar"),
          "ClearLinux", List.of("Clear Linux OS"));

  private static final Pattern RELEASE_LINE =
      Pattern.compile(".*?release\\s+([0-9.]+)[^(]*(?:\\(([^)]*)\\))?.*");

  /// `7 (wheezy)`.
  private static final Pattern CODENAME = Pattern.compile("\\(([^)\\d]+)\\)");

  private DistributionFacts() {}

  static Dict collect(Sections s) {
    String path = s.has("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
    Map<String, String> os = s.assignments(path);
    String name = name(s, os);
    String family = family(name);
    var found = new Found(name, version(s, os), release(s, os), path, family);
    found =
        switch (family) {
          case "Debian" -> found;
          case "RedHat" -> redHat(s, os, found);
          case "Alpine" ->
              found.with(
                  s.value("/etc/alpine-release").orElse(found.version), "/etc/alpine-release");
          case "Archlinux" -> arch(s, found);
          case "Suse" -> suse(s, found);
          case "ClearLinux" ->
              new Found(name, found.version, os.getOrDefault("ID", ""), path, family);
          default -> found;
        };
    if (name.equals("Debian")) {
      String exact = s.value("/etc/debian_version").orElse("");
      found = exact.matches("\\d+(\\.\\d+)?") ? found.with(exact, path) : found;
    }
    return facts(found, family, !os.isEmpty());
  }

  private static Dict facts(Found found, String family, boolean parsed) {
    String version = found.version.isEmpty() ? "NA" : found.version;
    var facts =
        Dict.builder()
            .put("distribution", found.name)
            .put("distribution_version", version)
            .put("distribution_release", found.release)
            .put("distribution_major_version", version.split("\\.")[0])
            .put("os_family", family);
    if (parsed) {
      facts
          .put("distribution_file_path", found.path)
          .put("distribution_file_variety", found.variety)
          .put("distribution_file_parsed", true);
    }
    if ((found.name.equals("Debian") || found.name.equals("Amazon")) && version.contains(".")) {
      facts.put("distribution_minor_version", version.split("\\.")[1]);
    }
    return facts.build();
  }

  private record Found(String name, String version, String release, String path, String variety) {
    Found with(String newVersion, String newPath) {
      return new Found(name, newVersion, release, newPath, variety);
    }
  }

  /// By os-release; without one by the file that older releases have.
  private static String name(Sections s, Map<String, String> os) {
    String id = os.getOrDefault("ID", "");
    if (id.startsWith("opensuse")) {
      return os.getOrDefault("NAME", "openSUSE");
    }
    if (!id.isEmpty()) {
      return NAMES.getOrDefault(id, capitalized(id));
    }
    String line = s.line("/etc/redhat-release", 0) + s.line("/etc/system-release", 0);
    String word = line.isEmpty() ? "" : line.split(" ")[0];
    if (!word.isEmpty()) {
      return word.equals("Red") ? "RedHat" : word.equals("Oracle") ? "OracleLinux" : word;
    }
    if (s.has("/etc/SuSE-release")) {
      return s.text("/etc/SuSE-release").contains("Enterprise Desktop") ? "SLED" : "SLES";
    }
    return s.assignments("/etc/lsb-release")
        .getOrDefault("DISTRIB_ID", capitalized(s.line("uname", 0)));
  }

  private static String version(Sections s, Map<String, String> os) {
    return os.isEmpty()
        ? s.assignments("/etc/lsb-release").getOrDefault("DISTRIB_RELEASE", "")
        : os.getOrDefault("VERSION_ID", "");
  }

  private static Found redHat(Sections s, Map<String, String> os, Found found) {
    String file = s.has("/etc/redhat-release") ? "/etc/redhat-release" : "/etc/system-release";
    Matcher line = RELEASE_LINE.matcher(s.line(file, 0));
    if (found.name.equals("Amazon")) {
      String version = found.version.isEmpty() && line.matches() ? line.group(1) : found.version;
      return new Found(found.name, version, found.release, found.path, "Amazon");
    }
    if (!line.matches()) {
      return found;
    }
    String release = Optional.ofNullable(line.group(2)).orElse("");
    if (s.line(file, 0).contains("Stream")) {
      release = "Stream";
    } else if (os.containsKey("VERSION_CODENAME") || release.isEmpty()) {
      release = found.release;
    }
    // the third part of a version of CentOS is the month of its build
    String version =
        found.name.equals("CentOS")
            ? line.group(1).replaceFirst("^(\\d+\\.\\d+)\\..*", "$1")
            : line.group(1);
    return new Found(found.name, version, release, file, "RedHat");
  }

  /// Nothing in the files of Arch is a version; lsb_release calls it rolling.
  private static Found arch(Sections s, Found found) {
    String path = "/etc/arch-release";
    if (!found.version.isEmpty() || !s.has("lsb_release")) {
      return found.with(found.version, path);
    }
    Dict lsb = (Dict) lsb(s).get("lsb").orElse(Dict.EMPTY);
    return new Found(
        found.name,
        lsb.text("release").orElse(""),
        lsb.text("codename").orElse("NA"),
        path,
        "Archlinux");
  }

  /// The release is the service pack.
  private static Found suse(Sections s, Found found) {
    String version = found.version;
    String file = "/etc/SuSE-release";
    boolean old = version.isEmpty() && s.has(file);
    if (old) {
      Map<String, String> lines = s.assignments(file);
      String pack = lines.getOrDefault("PATCHLEVEL", "0");
      version = lines.getOrDefault("VERSION", "") + "." + pack;
    }
    int dot = version.indexOf('.');
    String none =
        found.name.startsWith("openSUSE") ? "" : found.name.startsWith("SLE") ? "0" : "NA";
    return new Found(
        found.name,
        version,
        dot < 0 ? none : version.substring(dot + 1),
        old ? file : found.path,
        "SUSE");
  }

  static String family(String distribution) {
    return FAMILIES.entrySet().stream()
        .filter(e -> e.getValue().contains(distribution))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(distribution);
  }

  /// The code name, from wherever there is one; `NA` where there is none.
  private static String release(Sections s, Map<String, String> os) {
    if (os.containsKey("VERSION_CODENAME")) {
      return os.getOrDefault("VERSION_CODENAME", "");
    }
    if (os.containsKey("UBUNTU_CODENAME")) {
      return os.getOrDefault("UBUNTU_CODENAME", "");
    }
    Matcher m = CODENAME.matcher(os.getOrDefault("VERSION", ""));
    return m.find()
        ? m.group(1)
        : s.assignments("/etc/lsb-release").getOrDefault("DISTRIB_CODENAME", "NA");
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
            .map(r -> facts.with("major_release", Str.of(r.split("\\.")[0])))
            .orElse(facts);
    return Dict.builder().put("lsb", all).build();
  }

  static Dict fips(Sections s) {
    boolean on = s.value("/proc/sys/crypto/fips_enabled").orElse("0").equals("1");
    return Dict.builder().put("fips", Bool.of(on)).build();
  }
}
