package io.jplay.core.template;

import io.jplay.core.value.Str;
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
    if (!isNetwork && !id.startsWith("ip")) {
      // Python's ipaddress takes no network with bits behind its mask
      return false;
    }
    return switch (id) {
      case "ip", "ip_address" -> bare;
      case "ipv4", "ipv4_address" -> bare && ip.get().version() == 4;
      case "ipv6", "ipv6_address" -> bare && ip.get().version() == 6;
      case "in_network", "subnet_of" -> NetworkFilters.network(c, c.text(0)).contains(ip.get());
      case "supernet_of" -> ip.get().contains(NetworkFilters.network(c, c.text(0)));
      case "in_any_network", "in_one_network" -> {
        long hits =
            c.items(c.require(0)).stream()
                .filter(n -> NetworkFilters.network(c, PythonText.str(n)).contains(ip.get()))
                .count();
        yield id.equals("in_any_network") ? hits > 0 : hits == 1;
      }
      case "unspecified" -> ip.get().address().signum() == 0;
      case "reserved" -> ip.get().isIn("240.0.0.0/4");
      default -> IpQuery.ask(Str.of(text), id) instanceof Str;
    };
  }
}
