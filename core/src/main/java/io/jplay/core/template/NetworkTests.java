package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tests of addresses, as ansible.utils has them.
final class NetworkTests implements TestFamily {
  private static final List<String> SHORT =
      List.of(
          "ip",
          "ip_address",
          "ipv4",
          "ipv6",
          "ipv4_address",
          "ipv6_address",
          "in_network",
          "in_any_network",
          "in_one_network",
          "subnet_of",
          "supernet_of",
          "private",
          "public",
          "loopback",
          "multicast",
          "mac",
          "unspecified",
          "reserved");
  private static final Set<String> NAMES = allNames();

  private static Set<String> allNames() {
    var all = new HashSet<String>();
    SHORT.forEach(name -> all.add("ansible.utils." + name));
    return Set.copyOf(all);
  }

  /// Those that compare with networks.
  private static final Set<String> TWO =
      Set.of("in_network", "subnet_of", "supernet_of", "in_any_network", "in_one_network");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public boolean test(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    String id = name.substring(name.lastIndexOf('.') + 1);
    var c =
        TWO.contains(id)
            ? Call.of(id, input, args, eval, "network")
            : Call.of(id, input, args, eval);
    if (input instanceof Null) {
      throw c.error(
          ("argspec validation failed for %s test plugin with errors: [\"argument 'ip' is of type"
                  + " <class 'NoneType'> and we were unable to convert to str: 'None' is not a"
                  + " string and conversion is not allowed\"]")
              .formatted(id));
    }
    String text = c.inputText();
    Optional<IpNetwork> ip = IpNetwork.parse(text);
    boolean bare = ip.isPresent() && text.indexOf('/') < 0;
    if (id.equals("mac")) {
      return text.matches(
          "(?i)[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}|[0-9a-f]{4}(\\.[0-9a-f]{4}){2}|[0-9a-f]{12}");
    }
    if (ip.isEmpty()) {
      return false;
    }
    boolean isNetwork = ip.get().address().equals(ip.get().network());
    if (!isNetwork) {
      // Python's ipaddress takes no network with bits behind its mask
      return false;
    }
    return switch (id) {
      case "ip" -> true;
      case "ipv4" -> ip.get().version() == 4;
      case "ipv6" -> ip.get().version() == 6;
      case "in_network", "subnet_of" ->
          network(c.require(0)).filter(n -> n.contains(ip.get())).isPresent();
      case "supernet_of" -> network(c.require(0)).filter(ip.get()::contains).isPresent();
      case "in_any_network", "in_one_network" -> {
        long hits =
            c.items(c.require(0)).stream()
                .filter(n -> network(n).filter(o -> o.contains(ip.get())).isPresent())
                .count();
        yield id.equals("in_any_network") ? hits > 0 : hits == 1;
      }
      default -> bare && isAddress(id, ip.get());
    };
  }

  /// A network without bits behind its mask.
  private static Optional<IpNetwork> network(Value text) {
    return IpNetwork.parse(PythonText.str(text)).filter(n -> n.address().equals(n.network()));
  }

  /// What holds of one address, by the registries that Python's ipaddress has.
  private static boolean isAddress(String id, IpNetwork ip) {
    return switch (id) {
      case "ip_address" -> true;
      case "ipv4_address" -> ip.version() == 4;
      case "ipv6_address" -> ip.version() == 6;
      case "loopback" -> ip.isIn("127.0.0.0/8", "::1/128");
      case "multicast" -> ip.isIn("224.0.0.0/4", "ff00::/8");
      case "unspecified" -> ip.address().signum() == 0;
      case "reserved" -> ip.version() == 4 ? ip.isIn("240.0.0.0/4") : isReserved(ip);
      case "private" -> isPrivate(ip);
      case "public" -> !isPrivate(ip) && !ip.isIn("100.64.0.0/10");
      default -> throw new IllegalArgumentException(id);
    };
  }

  private static boolean isPrivate(IpNetwork ip) {
    return ip.isIn(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/127",
            "::ffff:0:0/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10")
        && !ip.isIn(
            "192.0.0.9/32",
            "192.0.0.10/32",
            "2001:1::1/128",
            "2001:1::2/128",
            "2001:3::/32",
            "2001:4:112::/48",
            "2001:20::/28",
            "2001:30::/28");
  }

  /// Reserved is what is neither global unicast, unique local, link-local nor multicast.
  private static boolean isReserved(IpNetwork ip) {
    return !ip.isIn("2000::/3", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");
  }
}
