package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Block devices, their partitions and links, from /sys/block and /dev/disk.
final class DeviceFacts {
  private DeviceFacts() {}

  /// One device or partition with its properties as they were printed.
  private record Block(String name, Map<String, String> values, List<String> holders) {
    String value(String key, String other) {
      return values.getOrDefault(key, other);
    }
  }

  private record Disk(Block block, List<Block> partitions) {}

  static Dict collect(Sections s) {
    var devices = Dict.builder();
    var masters = new LinkedHashMap<String, List<String>>();
    for (Disk disk : parse(s.lines("disks"))) {
      devices.put(disk.block.name, device(disk, s, masters));
    }
    var links =
        Dict.builder()
            .put("ids", allLinks(s, "id"))
            .put("uuids", allLinks(s, "uuid"))
            .put("labels", allLinks(s, "label"))
            .put("masters", dictOf(masters));
    return Dict.builder()
        .put("devices", devices.build())
        .put("device_links", links.build())
        .build();
  }

  private static List<Disk> parse(List<String> lines) {
    var disks = new ArrayList<Disk>();
    Block current = new Block("", new LinkedHashMap<>(), new ArrayList<>());
    for (String line : lines) {
      int at = line.indexOf(' ');
      if (at < 0) {
        continue;
      }
      String key = line.substring(0, at);
      String value = line.substring(at + 1).strip();
      switch (key) {
        case "device" -> {
          current = new Block(value, new LinkedHashMap<>(), new ArrayList<>());
          disks.add(new Disk(current, new ArrayList<>()));
        }
        case "partition" -> {
          current = new Block(value, new LinkedHashMap<>(), new ArrayList<>());
          disks.getLast().partitions.add(current);
        }
        case "holder" -> current.holders.add(value);
        default -> current.values.put(key, value);
      }
    }
    return disks;
  }

  private static Dict device(Disk disk, Sections s, Map<String, List<String>> masters) {
    Block b = disk.block;
    masters(b, masters);
    String scheduler = b.value("scheduler", "");
    int open = scheduler.indexOf('[');
    int close = scheduler.indexOf(']');
    String sectorSize = b.value("logical_block_size", b.value("hw_sector_size", "512"));
    long sectors = sectors(b, sectorSize);
    var partitions = Dict.builder();
    for (Block p : disk.partitions) {
      partitions.put(p.name, partition(p, s, masters));
    }
    var facts =
        Dict.builder()
            .put("virtual", 1)
            .put("links", links(s, b.name))
            .put("vendor", orNull(b, "vendor"))
            .put("model", orNull(b, "model"))
            .put("sas_address", orNull(b, "sas_address"))
            .put("sas_device_handle", orNull(b, "sas_device_handle"))
            .put("removable", b.value("removable", "0"))
            .put("support_discard", b.value("discard_granularity", "0"))
            .put("rotational", b.value("rotational", "0"))
            .put(
                "scheduler_mode",
                open >= 0 && close > open ? scheduler.substring(open + 1, close) : "")
            .put("sectors", sectors)
            .put("sectorsize", sectorSize)
            .put("size", size(sectors * PlatformFacts.number(sectorSize)))
            .put("host", controller(s, b.value("path", "")))
            .put("holders", Seq.ofTexts(b.holders))
            .put("partitions", partitions.build());
    if (b.values.containsKey("serial")) {
      facts.put("serial", b.value("serial", ""));
    }
    if (b.values.containsKey("wwid")) {
      facts.put("wwn", b.value("wwid", ""));
    }
    return facts.build();
  }

  /// The kernel counts in sectors of 512 bytes, whatever the device has (as ansible-core 2.18).
  private static long sectors(Block b, String sectorSize) {
    long size = PlatformFacts.number(sectorSize);
    return PlatformFacts.number(b.value("size", "0")) * 512 / Math.max(1, size);
  }

  private static Dict partition(Block p, Sections s, Map<String, List<String>> masters) {
    masters(p, masters);
    String uuid = uuids(s).getOrDefault(p.name, "");
    return Dict.builder()
        .put("links", links(s, p.name))
        .put("start", p.value("start", "0"))
        .put("sectors", sectors(p, "512"))
        .put("sectorsize", Int.of(512))
        .put("size", size(PlatformFacts.number(p.value("size", "0")) * 512))
        .put("uuid", uuid.isEmpty() ? Null.NULL : Str.of(uuid))
        .put("holders", Seq.ofTexts(p.holders))
        .build();
  }

  private static void masters(Block b, Map<String, List<String>> masters) {
    if (!b.holders.isEmpty()) {
      masters.put(b.name, b.holders);
    }
  }

  private static Value orNull(Block b, String key) {
    String value = b.values.get(key);
    return value == null ? Null.NULL : Str.of(value);
  }

  /// The line of lspci for the PCI address in a device's path.
  private static String controller(Sections s, String path) {
    String found = "";
    for (String part : path.split("/")) {
      for (String line : s.lines("lspci")) {
        if (part.matches("[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f]")
            && line.startsWith(part + " ")) {
          found = line.substring(part.length() + 1);
        }
      }
    }
    return found;
  }

  static Map<String, String> uuids(Sections s) {
    var map = new LinkedHashMap<String, String>();
    linkLines(s, "uuid").forEach(w -> map.put(w[1], w[2]));
    return map;
  }

  private static List<String[]> linkLines(Sections s, String kind) {
    return s.lines("links").stream()
        .map(l -> l.split(" ", 3))
        .filter(w -> w.length == 3 && w[0].equals(kind))
        .toList();
  }

  private static Dict links(Sections s, String device) {
    return Dict.builder()
        .put("ids", ofDevice(s, "id", device))
        .put("uuids", ofDevice(s, "uuid", device))
        .put("labels", ofDevice(s, "label", device))
        .put("masters", Seq.EMPTY)
        .build();
  }

  private static Seq ofDevice(Sections s, String kind, String device) {
    return Seq.ofTexts(
        linkLines(s, kind).stream()
            .filter(w -> w[1].equals(device))
            .map(w -> w[2])
            .sorted()
            .toList());
  }

  private static Dict allLinks(Sections s, String kind) {
    var all = new LinkedHashMap<String, List<String>>();
    linkLines(s, kind).forEach(w -> all.computeIfAbsent(w[1], _ -> new ArrayList<>()).add(w[2]));
    return dictOf(all);
  }

  private static Dict dictOf(Map<String, List<String>> map) {
    var dict = Dict.builder();
    map.forEach((k, v) -> dict.put(k, Seq.ofTexts(v.stream().sorted().toList())));
    return dict.build();
  }

  /// As Ansible shows sizes: `256.00 GB`.
  static String size(long bytes) {
    String[] units = {"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", value, units[unit]);
  }
}
