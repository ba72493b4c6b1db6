package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Processors, memory, firmware tables, uptime, mounts and volume groups.
final class HardwareFacts {
  private static final String DMI = "/sys/devices/virtual/dmi/id/";

  /// Chassis types of the SMBIOS standard, by number.
  private static final List<String> CHASSIS =
      List.of(
          "Unknown",
          "Other",
          "Unknown",
          "Desktop",
          "Low Profile Desktop",
          "Pizza Box",
          "Mini Tower",
          "Tower",
          "Portable",
          "Laptop",
          "Notebook",
          "Hand Held",
          "Docking Station",
          "All In One",
          "Sub Notebook",
          "Space-saving",
          "Lunch Box",
          "Main Server Chassis",
          "Expansion Chassis",
          "Sub Chassis",
          "Bus Expansion Chassis",
          "Peripheral Chassis",
          "RAID Chassis",
          "Rack Mount Chassis",
          "Sealed-case PC",
          "Multi-system",
          "CompactPCI",
          "AdvancedTCA",
          "Blade",
          "Blade Enclosing",
          "Tablet",
          "Convertible",
          "Detachable",
          "IoT Gateway",
          "Embedded PC",
          "Mini PC",
          "Stick PC");

  private HardwareFacts() {}

  static Dict collect(Sections s) {
    var facts = Dict.builder();
    facts.putAll(memory(s)).putAll(processors(s)).putAll(firmware(s));
    s.value("/proc/uptime")
        .ifPresent(u -> facts.put("uptime_seconds", PlatformFacts.number(u.split("\\.")[0])));
    return facts.put("mounts", mounts(s)).put("lvm", lvm(s)).putAll(DeviceFacts.collect(s)).build();
  }

  private static Dict memory(Sections s) {
    var kb = new LinkedHashMap<String, Long>();
    for (String line : s.lines("/proc/meminfo")) {
      int at = line.indexOf(':');
      if (at > 0) {
        kb.put(line.substring(0, at), PlatformFacts.number(line.substring(at + 1).strip()));
      }
    }
    long total = mb(kb, "MemTotal");
    long free = mb(kb, "MemFree");
    long idle =
        kb.getOrDefault("MemFree", 0L)
            + kb.getOrDefault("Cached", 0L)
            + kb.getOrDefault("Buffers", 0L);
    long used = kb.getOrDefault("MemTotal", 0L) - idle;
    long swap = mb(kb, "SwapTotal");
    long swapFree = mb(kb, "SwapFree");
    var nocache = Dict.builder().put("free", idle / 1024).put("used", used / 1024);
    var real = Dict.builder().put("total", total).put("used", total - free).put("free", free);
    var swaps =
        Dict.builder()
            .put("total", swap)
            .put("free", swapFree)
            .put("used", swap - swapFree)
            .put("cached", mb(kb, "SwapCached"));
    return Dict.builder()
        .put("memtotal_mb", total)
        .put("memfree_mb", free)
        .put("swaptotal_mb", swap)
        .put("swapfree_mb", swapFree)
        .put(
            "memory_mb",
            Dict.builder()
                .put("real", real.build())
                .put("nocache", nocache.build())
                .put("swap", swaps.build())
                .build())
        .build();
  }

  private static long mb(Map<String, Long> kb, String key) {
    return kb.getOrDefault(key, 0L) / 1024;
  }

  private static Dict processors(Sections s) {
    List<Value> list = new ArrayList<>();
    var sockets = new LinkedHashSet<String>();
    List<String> flags = List.of();
    long count = 0;
    long cores = 0;
    long siblings = 0;
    for (String line : s.lines("/proc/cpuinfo")) {
      int at = line.indexOf(':');
      String key = at < 0 ? "" : line.substring(0, at).strip();
      String value = at < 0 ? "" : line.substring(at + 1).strip();
      switch (key) {
        case "processor" -> {
          count++;
          list.add(Str.of(value));
        }
        case "vendor_id", "model name", "Processor", "cpu", "Vendor" -> list.add(Str.of(value));
        case "flags" -> flags = List.of(value.split(" "));
        case "physical id" -> sockets.add(value);
        case "cpu cores" -> cores = PlatformFacts.number(value);
        case "siblings" -> siblings = PlatformFacts.number(value);
        default -> {}
      }
    }
    long nproc = s.value("nproc").map(PlatformFacts::number).orElse(count);
    boolean detailed = !sockets.isEmpty() && cores > 0;
    long socketCount = detailed ? sockets.size() : count;
    long coreCount = detailed ? cores : 1;
    long threads = detailed && siblings > 0 ? Math.max(1, siblings / cores) : 1;
    var facts = Dict.builder();
    if (!flags.isEmpty()) {
      facts.put("flags", Seq.ofTexts(flags));
    }
    return facts
        .put("processor", Seq.of(list))
        .put("processor_count", socketCount)
        .put("processor_cores", coreCount)
        .put("processor_threads_per_core", threads)
        .put("processor_vcpus", socketCount * coreCount * threads)
        .put("processor_nproc", nproc)
        .build();
  }

  private static Dict firmware(Sections s) {
    var facts = Dict.builder();
    for (String key :
        List.of(
            "bios_date",
            "bios_vendor",
            "bios_version",
            "board_asset_tag",
            "board_name",
            "board_serial",
            "board_vendor",
            "board_version",
            "chassis_asset_tag",
            "chassis_serial",
            "chassis_vendor",
            "chassis_version",
            "product_name",
            "product_serial",
            "product_uuid",
            "product_version")) {
      facts.put(key, s.value(DMI + key).orElse("NA"));
    }
    facts.put("system_vendor", s.value(DMI + "sys_vendor").orElse("NA"));
    String form =
        s.value(DMI + "chassis_type")
            .map(t -> {
              int type = (int) PlatformFacts.number(t);
              return type < CHASSIS.size() ? CHASSIS.get(type) : "unknown (" + type + ")";
            })
            .orElse("NA");
    return facts.put("form_factor", form).build();
  }

  private static Seq mounts(Sections s) {
    List<Value> mounts = new ArrayList<>();
    Map<String, String> uuids = DeviceFacts.uuids(s);
    Set<String> binds = Set.copyOf(s.lines("binds"));
    for (String line : s.lines("mounts")) {
      String[] w = line.strip().split(" ");
      if (w.length < 6) {
        continue;
      }
      String device = unescaped(w[0]);
      var mount =
          Dict.builder()
              .put("mount", unescaped(w[1]))
              .put("device", device)
              .put("fstype", w[2])
              .put("options", binds.contains(w[1]) ? w[3] + ",bind" : w[3])
              .put("dump", PlatformFacts.number(w[4]))
              .put("passno", PlatformFacts.number(w[5]))
              .put(
                  "uuid", uuids.getOrDefault(device.substring(device.lastIndexOf('/') + 1), "N/A"));
      if (w.length == 11) {
        long size = PlatformFacts.number(w[6]);
        long total = PlatformFacts.number(w[7]);
        long available = PlatformFacts.number(w[8]);
        long inodes = PlatformFacts.number(w[9]);
        long freeInodes = PlatformFacts.number(w[10]);
        mount
            .put("size_total", size * total)
            .put("size_available", size * available)
            .put("block_size", size)
            .put("block_total", total)
            .put("block_available", available)
            .put("block_used", total - available)
            .put("inode_total", inodes)
            .put("inode_available", freeInodes)
            .put("inode_used", inodes - freeInodes);
      }
      mounts.add(mount.build());
    }
    return Seq.of(mounts);
  }

  /// /proc/mounts writes blanks and backslashes in octal.
  private static String unescaped(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  private static Value lvm(Sections s) {
    if (!s.has("vgs")) {
      return Str.of("N/A");
    }
    var vgs = Dict.builder();
    for (String[] f : rows(s, "vgs", 7)) {
      vgs.put(
          f[0],
          Dict.builder()
              .put("size_g", f[5])
              .put("free_g", f[6])
              .put("num_lvs", f[2])
              .put("num_pvs", f[1])
              .build());
    }
    var lvs = Dict.builder();
    for (String[] f : rows(s, "lvs", 4)) {
      lvs.put(f[0], Dict.builder().put("size_g", f[3]).put("vg", f[1]).build());
    }
    var pvs = Dict.builder();
    for (String[] f : rows(s, "pvs", 6)) {
      pvs.put(f[0], Dict.builder().put("size_g", f[4]).put("free_g", f[5]).put("vg", f[1]).build());
    }
    return Dict.builder()
        .put("lvs", lvs.build())
        .put("vgs", vgs.build())
        .put("pvs", pvs.build())
        .build();
  }

  private static List<String[]> rows(Sections s, String name, int columns) {
    return s.lines(name).stream()
        .map(l -> l.strip().split(",", -1))
        .filter(f -> f.length >= columns)
        .toList();
  }
}
