package io.jplay.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Dict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionFactsTest {
  /// Files as `os:KEY=value;KEY=value` (os-release) or `/path:text`; then name, version, release,
  /// major version, family, and the file that the facts name.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          os:ID="rhel";VERSION_ID="9.4";VERSION="9.4 (Plow)" /etc/redhat-release:Red~Hat~Enterprise~Linux~release~9.4~(Plow) | RedHat | 9.4 | Plow | 9 | RedHat | /etc/redhat-release
          /etc/redhat-release:Red~Hat~Enterprise~Linux~Server~release~6.7~(Santiago) | RedHat | 6.7 | Santiago | 6 | RedHat | -
          os:ID="centos";VERSION_ID="7" /etc/redhat-release:CentOS~Linux~release~7.9.2009~(Core) | CentOS | 7.9 | Core | 7 | RedHat | /etc/redhat-release
          os:ID="centos";VERSION_ID="9" /etc/redhat-release:CentOS~Stream~release~9 | CentOS | 9 | Stream | 9 | RedHat | /etc/redhat-release
          os:ID="rocky";VERSION_ID="9.3" /etc/redhat-release:Rocky~Linux~release~9.3~(Blue~Onyx) | Rocky | 9.3 | Blue Onyx | 9 | RedHat | /etc/redhat-release
          os:ID="almalinux";VERSION_ID="8.9" /etc/redhat-release:AlmaLinux~release~8.9~(Midnight~Oncilla) | AlmaLinux | 8.9 | Midnight Oncilla | 8 | RedHat | /etc/redhat-release
          os:ID="ol";VERSION_ID="8.5" /etc/redhat-release:Red~Hat~Enterprise~Linux~release~8.5~(Ootpa) | OracleLinux | 8.5 | Ootpa | 8 | RedHat | /etc/redhat-release
          os:ID=fedora;VERSION_ID=40;VERSION_CODENAME="" /etc/redhat-release:Fedora~release~40~(Forty) | Fedora | 40 | '' | 40 | RedHat | /etc/redhat-release
          os:ID="amzn";VERSION_ID="2023" /etc/system-release:Amazon~Linux~release~2023 | Amazon | 2023 | NA | 2023 | RedHat | /etc/os-release
          /etc/system-release:Amazon~Linux~release~2~(Karoo) | Amazon | 2 | NA | 2 | RedHat | -
          os:ID=alpine;VERSION_ID=3.19.1 /etc/alpine-release:3.19.1 | Alpine | 3.19.1 | NA | 3 | Alpine | /etc/alpine-release
          os:ID=arch;BUILD_ID=rolling | Archlinux | NA | NA | NA | Archlinux | /etc/arch-release
          os:ID="void" | Void | NA | NA | NA | Void | /etc/os-release
          os:ID="opensuse-leap";NAME="openSUSE~Leap";VERSION_ID="15.6" | openSUSE Leap | 15.6 | 6 | 15 | Suse | /etc/os-release
          os:ID="opensuse-tumbleweed";NAME="openSUSE~Tumbleweed";VERSION_ID="20240501" | openSUSE Tumbleweed | 20240501 | '' | 20240501 | Suse | /etc/os-release
          os:ID="sles";VERSION_ID="15.5" | SLES | 15.5 | 5 | 15 | Suse | /etc/os-release
          os:ID="sles";VERSION_ID="12" | SLES | 12 | 0 | 12 | Suse | /etc/os-release
          /etc/SuSE-release:SUSE~Linux~Enterprise~Server~11;VERSION=11;PATCHLEVEL=3 | SLES | 11.3 | 3 | 11 | Suse | -
          os:ID=debian;VERSION_ID="12";VERSION_CODENAME=bookworm /etc/debian_version:12.5 | Debian | 12.5 | bookworm | 12 | Debian | /etc/os-release
          os:ID=ubuntu;VERSION_ID="24.04";VERSION_CODENAME=noble | Ubuntu | 24.04 | noble | 24 | Debian | /etc/os-release
          os:ID=ubuntu;VERSION_ID="14.04" /etc/lsb-release:DISTRIB_CODENAME=trusty | Ubuntu | 14.04 | trusty | 14 | Debian | /etc/os-release
          os:ID=kali;VERSION_ID="2024.1";VERSION_CODENAME=kali-rolling | Kali | 2024.1 | kali-rolling | 2024 | Debian | /etc/os-release
          """)
  void namesADistributionAsAnsibleDoes(
      String files,
      String name,
      String version,
      String release,
      String major,
      String family,
      String path) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : files.split(" (?=/|os:)")) {
      String[] parts = file.split(":", 2);
      texts.put(
          parts[0].equals("os") ? "/etc/os-release" : parts[0],
          parts[1].replace(';', '\n').replace('~', ' ') + "\n");
    }
    Dict facts = DistributionFacts.collect(new Sections(texts));
    assertEquals(name, facts.text("distribution").orElse("-"));
    assertEquals(version, facts.text("distribution_version").orElse("-"));
    assertEquals(release, facts.text("distribution_release").orElse("-"));
    assertEquals(major, facts.text("distribution_major_version").orElse("-"));
    assertEquals(family, facts.text("os_family").orElse("-"));
    assertEquals(path, facts.text("distribution_file_path").orElse("-"));
  }

  @ParameterizedTest
  @CsvSource({
    "RedHat, 'dnf yum rpm', dnf",
    "RedHat, 'yum', yum",
    "RedHat, 'microdnf', dnf",
    "RedHat, 'dnf5 dnf', dnf",
    "RedHat, 'rpm-ostree dnf', atomic_container",
    "Debian, 'apt-get dnf zypper pacman', apt",
    "Suse, 'zypper rpm', zypper",
    "Alpine, 'apk', apk",
    "Archlinux, 'pacman', pacman",
    "Void, 'xbps-install', xbps",
    "Gentoo, 'emerge', portage",
    "NixOS, 'nix-env', nix",
    "Linux, '', unknown",
  })
  void namesThePackageManager(String family, String programs, String manager) {
    var sections = new Sections(Map.of("package_managers", programs.replace(' ', '\n')));
    assertEquals(
        manager, ManagerFacts.packageManager(sections, family).text("pkg_mgr").orElse("-"));
  }

  @ParameterizedTest
  @CsvSource({
    "systemd, '', systemd",
    "runit, '', runit",
    "runit-init, '', runit",
    "openrc-init, '', openrc",
    "init, openrc, openrc",
    "init, systemd_offline, systemd",
    "sh, sysvinit, sysvinit",
    "init, '', service",
    "'', '', service",
  })
  void namesTheInit(String init, String hints, String manager) {
    var sections = new Sections(Map.of("init", init, "init_hints", hints));
    assertEquals(manager, ManagerFacts.serviceManager(sections).text("service_mgr").orElse("-"));
  }
}
