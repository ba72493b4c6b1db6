package io.jplay.modules.facts;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Interfaces, addresses and default routes, from /sys/class/net and `ip`.
final class NetworkFacts {
  private static final Map<String, String> TYPES =
      Map.of("1", "ether", "32", "infiniband", "512", "ppp", "772", "loopback", "65534", "tunnel");

  private final Map<String, Map<String, Value>> interfaces = new LinkedHashMap<>();
  private final Map<String, List<Dict>> ipv4 = new LinkedHashMap<>();
  private final Map<String, List<Dict>> ipv6 = new LinkedHashMap<>();

  private NetworkFacts() {}

  static Dict collect(Sections s) {
    return new NetworkFacts().read(s);
  }

  private Dict read(Sections s) {
    if (!s.has("interfaces")) {
      return Dict.EMPTY;
    }
    readInterfaces(s.lines("interfaces"));
    s.lines("ip_addr").forEach(this::readAddress);
    s.startingWith("ethtool ").forEach(this::readFeatures);
    var facts = Dict.builder();
    facts.put("interfaces", Seq.ofTexts(List.copyOf(interfaces.keySet())));
    var all4 = new ArrayList<Value>();
    var all6 = new ArrayList<Value>();
    interfaces.forEach((name, values) -> {
      List<Dict> four = ipv4.getOrDefault(name, List.of());
      List<Dict> six = ipv6.getOrDefault(name, List.of());
      if (!four.isEmpty()) {
        values.put("ipv4", four.getFirst());
      }
      if (four.size() > 1) {
        values.put("ipv4_secondaries", Seq.of(four.subList(1, four.size())));
      }
      if (!six.isEmpty()) {
        values.put("ipv6", Seq.of(six));
      }
      four.forEach(a -> addAddress(a, "127.", all4));
      six.forEach(a -> addAddress(a, "::1", all6));
      facts.put(name.replace('-', '_').replace(':', '_'), Dict.of(values));
    });
    return facts
        .put("all_ipv4_addresses", Seq.of(all4))
        .put("all_ipv6_addresses", Seq.of(all6))
        .put("default_ipv4", aliased(defaultRoute(s.line("route4", 0), ipv4)))
        .put("default_ipv6", defaultRoute(s.line("route6", 0), ipv6))
        .put(
            "locally_reachable_ips",
            Dict.builder().put("ipv4", local(s, "local4")).put("ipv6", local(s, "local6")).build())
        .build();
  }

  /// What the kernel takes as its own: addresses and networks of the table `local`.
  private static Seq local(Sections s, String section) {
    return Seq.ofTexts(
        s.lines(section).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length > 1 && words[0].equals("local"))
            .map(words -> words[1])
            .toList());
  }

  private static void addAddress(Dict address, String loopback, List<Value> all) {
    String text = address.text("address").orElse("");
    if (!text.startsWith(loopback)) {
      all.add(Str.of(text));
    }
  }

  private void readInterfaces(List<String> lines) {
    Map<String, Value> current = new LinkedHashMap<>();
    for (String line : lines) {
      int at = line.indexOf(' ');
      String key = at < 0 ? line : line.substring(0, at);
      String value = at < 0 ? "" : line.substring(at + 1).strip();
      if (key.equals("device")) {
        current = new LinkedHashMap<>();
        current.put("device", Str.of(value));
        interfaces.put(value, current);
      } else {
        readProperty(current, key, value);
      }
    }
  }

  private static void readProperty(Map<String, Value> to, String key, String value) {
    switch (key) {
      case "address" -> {
        if (!value.equals("00:00:00:00:00:00")) {
          to.put("macaddress", Str.of(value));
        }
      }
      case "mtu" -> to.put("mtu", Int.of(PlatformFacts.number(value)));
      case "speed" -> to.put("speed", Int.of(PlatformFacts.number(value)));
      case "operstate" -> to.put("active", Bool.of(!value.equals("down")));
      case "flags" -> to.put("promisc", Bool.of((flags(value) & 0x100) != 0));
      case "type" -> to.putIfAbsent("type", Str.of(TYPES.getOrDefault(value, "unknown")));
      case "pciid", "module" -> to.put(key, Str.of(value));
      case "bridge_id" -> {
        to.put("type", Str.of("bridge"));
        to.put("id", Str.of(value));
        to.put("interfaces", Seq.EMPTY);
      }
      case "stp" -> to.put("stp", Bool.of(value.equals("1")));
      case "port" -> {
        var ports = new ArrayList<Value>();
        if (to.get("interfaces") instanceof Seq before) {
          ports.addAll(before.items());
        }
        ports.add(Str.of(value));
        to.put("interfaces", Seq.of(ports));
      }
      case "bond_slaves" -> {
        to.put("type", Str.of("bonding"));
        to.put("slaves", Seq.ofTexts(List.of(value.split(" "))));
      }
      case "bond_mode", "bond_miimon", "bond_lacp_rate" ->
          to.put(key.substring(5), Str.of(value.split(" ")[0]));
      case "bond_all_slaves_active" -> to.put("all_slaves_active", Bool.of(value.equals("1")));
      default -> {}
    }
  }

  private static int flags(String text) {
    return text.matches("0x[0-9a-fA-F]{1,7}") ? Integer.parseInt(text.substring(2), 16) : 0;
  }

  /// A line of `ip -o addr`: `2: eth0 inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0`.
  private void readAddress(String line) {
    String[] w = line.strip().split("\\s+");
    if (w.length < 4) {
      return;
    }
    String name = w[1].contains("@") ? w[1].substring(0, w[1].indexOf('@')) : w[1];
    String[] net = w[3].split("/");
    String scope = after(w, "scope");
    if (w[2].equals("inet")) {
      int prefix = net.length > 1 ? (int) PlatformFacts.number(net[1]) : 32;
      ipv4.computeIfAbsent(name, _ -> new ArrayList<>())
          .add(
              Dict.builder()
                  .put("address", net[0])
                  .put("broadcast", after(w, "brd"))
                  .put("netmask", dotted(mask(prefix)))
                  .put("network", dotted(address(net[0]) & mask(prefix)))
                  .put("prefix", Integer.toString(prefix))
                  .build());
    } else if (w[2].equals("inet6")) {
      ipv6.computeIfAbsent(name, _ -> new ArrayList<>())
          .add(
              Dict.builder()
                  .put("address", net[0])
                  .put("prefix", net.length > 1 ? net[1] : "128")
                  .put("scope", scope)
                  .build());
    }
  }

  private static String after(String[] words, String key) {
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(key)) {
        return words[i + 1];
      }
    }
    return "";
  }

  private static int mask(int prefix) {
    return prefix <= 0 ? 0 : -1 << (32 - Math.min(prefix, 32));
  }

  private static int address(String dotted) {
    int all = 0;
    for (String part : dotted.split("\\.")) {
      all = all << 8 | (int) PlatformFacts.number(part) & 255;
    }
    return all;
  }

  private static String dotted(int address) {
    return (address >>> 24 & 255)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  private Dict defaultRoute(String route, Map<String, List<Dict>> addresses) {
    String[] w = route.strip().split("\\s+");
    String name = after(w, "dev");
    String source = after(w, "src");
    Map<String, Value> device = interfaces.get(name);
    if (device == null || source.isEmpty() || w[0].equals("unreachable")) {
      return Dict.EMPTY;
    }
    var facts = Dict.builder();
    if (!after(w, "via").isEmpty()) {
      facts.put("gateway", after(w, "via"));
    }
    facts.put("interface", name).put("address", source);
    for (Dict one : addresses.getOrDefault(name, List.of())) {
      if (one.text("address").orElse("").equals(source)) {
        facts.putAll(one);
      }
    }
    for (String key : List.of("macaddress", "mtu", "type")) {
      Value value = device.get(key);
      if (value != null) {
        facts.put(key, value);
      }
    }
    return facts.build();
  }

  /// Only the IPv4 route names its interface a second time.
  private static Dict aliased(Dict route) {
    return route.get("interface").map(name -> route.with("alias", name)).orElse(route);
  }

  private void readFeatures(String name, String text) {
    var features = Dict.builder();
    for (String line : text.lines().toList()) {
      int at = line.indexOf(':');
      if (at > 0 && !line.startsWith("Features for")) {
        features.put(
            line.substring(0, at).strip().replace('-', '_'), line.substring(at + 1).strip());
      }
    }
    Map<String, Value> values = interfaces.get(name);
    if (values != null) {
      values.put("features", features.build());
    }
  }
}
