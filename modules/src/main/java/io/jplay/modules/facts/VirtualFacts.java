package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a host is a container or a virtual machine, and of which kind.
final class VirtualFacts {
  private static final String DMI = "/sys/devices/virtual/dmi/id/";

  private static final Map<String, String> PRODUCTS =
      Map.ofEntries(
          Map.entry("KVM", "kvm"),
          Map.entry("KVM Server", "kvm"),
          Map.entry("Bochs", "kvm"),
          Map.entry("AHV", "kvm"),
          Map.entry("RHEV Hypervisor", "RHEV"),
          Map.entry("VMware Virtual Platform", "VMware"),
          Map.entry("VMware7,1", "VMware"),
          Map.entry("VMware20,1", "VMware"),
          Map.entry("OpenStack Compute", "openstack"),
          Map.entry("OpenStack Nova", "openstack"),
          Map.entry("Virtual Machine", "VirtualPC"),
          Map.entry("Parallels Virtual Platform", "parallels"),
          Map.entry("VirtualBox", "virtualbox"));

  private static final Map<String, String> VENDORS =
      Map.ofEntries(
          Map.entry("QEMU", "kvm"),
          Map.entry("oVirt", "kvm"),
          Map.entry("Amazon EC2", "kvm"),
          Map.entry("DigitalOcean", "kvm"),
          Map.entry("Google", "kvm"),
          Map.entry("Hetzner", "kvm"),
          Map.entry("Scaleway", "kvm"),
          Map.entry("Nutanix", "kvm"),
          Map.entry("KubeVirt", "KubeVirt"),
          Map.entry("VMware, Inc.", "VMware"),
          Map.entry("innotek GmbH", "virtualbox"),
          Map.entry("Parallels Software International Inc.", "parallels"),
          Map.entry("OpenStack Foundation", "openstack"));

  private VirtualFacts() {}

  static Dict collect(Sections s) {
    Set<String> guest = new LinkedHashSet<>();
    Set<String> host = new LinkedHashSet<>();
    containers(s, guest);
    machines(s, guest);
    hosts(s, host);
    // the first found decides: a container before the machine that it is in
    boolean isGuest = !guest.isEmpty();
    String type =
        isGuest ? guest.iterator().next() : host.isEmpty() ? "NA" : host.iterator().next();
    return Dict.builder()
        .put("virtualization_type", type)
        .put("virtualization_role", isGuest ? "guest" : host.isEmpty() ? "NA" : "host")
        .put("virtualization_tech_guest", Seq.ofTexts(List.copyOf(guest)))
        .put("virtualization_tech_host", Seq.ofTexts(List.copyOf(host)))
        .build();
  }

  /// Like ansible-core 2.18 facts/virtual/linux.py, in its order: what comes first is the type.
  private static void containers(Sections s, Set<String> guest) {
    List<String> paths = s.lines("paths");
    groups(s.text("/proc/1/cgroup"), guest);
    for (String line : s.lines("init_environ")) {
      for (String kind : List.of("lxc", "podman")) {
        if (line.contains("container=" + kind)) {
          guest.add(kind);
        }
      }
      if (line.matches("container=.+")) {
        guest.add("container");
      }
    }
    if (paths.contains("/proc/vz") && !paths.contains("/proc/bc")) {
      guest.add("openvz");
    }
    s.value("/run/systemd/container").filter(kind -> !kind.isEmpty()).ifPresent(guest::add);
    if (paths.contains("/.dockerenv") || paths.contains("/.dockerinit")) {
      guest.add("docker");
    }
    if (guest.isEmpty() && paths.contains("/run/.containerenv")) {
      guest.add("podman");
    }
    if (!guest.isEmpty()) {
      guest.add("container");
    }
  }

  private static void groups(String groups, Set<String> guest) {
    if (groups.contains("/docker/") || groups.contains("/docker-")) {
      guest.add("docker");
    }
    if (groups.contains("/lxc/") || groups.contains("/machine.slice/machine-lxc")) {
      guest.add("lxc");
    }
    if (groups.contains("/system.slice/containerd.service")) {
      guest.add("containerd");
    }
  }

  private static void machines(Sections s, Set<String> guest) {
    String product = s.value(DMI + "product_name").orElse("");
    String vendor = s.value(DMI + "sys_vendor").orElse("");
    String bios = s.value(DMI + "bios_vendor").orElse("");
    if (PRODUCTS.containsKey(product)) {
      guest.add(PRODUCTS.getOrDefault(product, "kvm"));
    } else if (bios.equals("Xen") || s.value("/sys/hypervisor/type").orElse("").equals("xen")) {
      guest.add("xen");
    } else if (VENDORS.containsKey(vendor)) {
      guest.add(VENDORS.getOrDefault(vendor, "kvm"));
    }
    for (String line : s.lines("/proc/cpuinfo")) {
      if (line.matches("(model name|cpu\\s)\\s*:.*QEMU.*")) {
        guest.add("kvm");
      }
      if (line.matches("vendor_id\\s*:\\s*(User Mode Linux)")) {
        guest.add("uml");
      }
    }
  }

  private static void hosts(Sections s, Set<String> host) {
    if (s.text("/proc/xen/capabilities").contains("control_d")) {
      host.add("xen");
    }
    boolean kvm = s.lines("paths").contains("/dev/kvm");
    for (String line : s.lines("/proc/modules")) {
      kvm |= line.startsWith("kvm ");
      if (line.startsWith("vboxdrv ")) {
        host.add("virtualbox");
      }
    }
    if (kvm) {
      host.add("kvm");
    }
    List<String> paths = s.lines("paths");
    if (paths.contains("/proc/vz") && paths.contains("/proc/bc")) {
      host.add("openvz");
    }
  }
}
