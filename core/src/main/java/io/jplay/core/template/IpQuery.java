package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/// The queries of `ipaddr`: what may be asked of one address.
final class IpQuery {
  private static final Bool NO = Bool.of(false);

  private final IpNetwork ip;
  private final String original;
  private final boolean hasPrefix;

  private IpQuery(IpNetwork ip, String original, boolean hasPrefix) {
    this.ip = ip;
    this.original = original;
    this.hasPrefix = hasPrefix;
  }

  /// The answer; False for what is no address.
  static Value ask(Value input, String query) {
    return ask(input, query, 0);
  }

  /// The answer for an address of that version, 0 for any.
  static Value ask(Value input, String query, int version) {
    if (!(input instanceof Str || input instanceof Int) || !PythonOps.truth(input)) {
      return NO;
    }
    String text = PythonText.str(input);
    Optional<IpNetwork> parsed = IpNetwork.parse(text, version);
    if (parsed.isEmpty() || version != 0 && parsed.get().version() != version) {
      return NO;
    }
    boolean isNumber = text.matches("[0-9]+|[0-9]{4,}/.*");
    String original = isNumber ? parsed.get().toString() : text;
    return new IpQuery(parsed.get(), original, !isNumber && text.indexOf('/') >= 0).answer(query);
  }

  private Value answer(String query) {
    return switch (query) {
      case "" -> text(plain());
      case "bool" -> Bool.of(true);
      case "version" -> Int.of(ip.version());
      case "type" -> text(hasPrefix && !isHost() ? "network" : "address");
      case "address", "ip" ->
          isHost() || isPair() || ip.version() == 6 ? text(ip.addressText()) : Null.NULL;
      case "host" -> isHost() || isPair() ? text(ip.toString()) : Null.NULL;
      case "6to4" -> sixToFour();
      case "net" -> isHost() ? Null.NULL : text(ip.toString());
      case "cidr" -> text(ip.toString());
      case "subnet", "network/prefix" -> text(ip.cidr().toString());
      case "network", "network_id" -> address(ip.network());
      case "netmask" -> address(mask());
      case "hostmask", "wildcard" -> address(hostMask());
      case "prefix" -> Int.of(ip.prefix());
      case "size" -> Int.of(ip.size(), Tag.NONE);
      case "broadcast" -> ip.bits() - ip.prefix() > 1 ? address(ip.last()) : Null.NULL;
      case "int" ->
          hasPrefix ? text(ip.address() + "/" + ip.prefix()) : Int.of(ip.address(), Tag.NONE);
      case "revdns" -> text(reverse());
      case "wrap" -> text(wrapped());
      default -> pairs(query);
    };
  }

  private Value pairs(String query) {
    return switch (query) {
      case "host/prefix",
          "address/prefix",
          "gateway",
          "gw",
          "router",
          "host/prefix_len",
          "hostnet" ->
          hostWithPrefix();
      case "ip/prefix" -> inNetwork() ? text(ip.toString()) : Null.NULL;
      case "ip_netmask" -> inNetwork() ? text(ip.addressText() + " " + at(mask())) : Null.NULL;
      case "network_netmask" -> text(at(ip.network()) + " " + at(mask()));
      case "network_wildcard" -> text(at(ip.network()) + " " + at(hostMask()));
      case "ipv4", "v4" -> version4();
      case "ipv6", "v6" -> version6();
      case "loopback", "lo" -> when(ip.isIn("127.0.0.0/8", "::1/128"));
      case "link-local", "lladdr" -> when(isLinkLocal());
      case "multicast" -> when(isMulticast());
      case "unicast" -> when(!isMulticast());
      case "private" -> when(isPrivate());
      case "public" -> when(isPublic());
      default -> usable(query);
    };
  }

  private Value usable(String query) {
    return switch (query) {
      case "size_usable" -> Int.of(usableSize(), Tag.NONE);
      case "first_usable" -> ofNetwork(first());
      case "last_usable" -> ofNetwork(lastUsable());
      case "next_usable" -> nth(1);
      case "previous_usable" -> nth(-1);
      case "range_usable" ->
          isSingle() ? ofNetwork(BigInteger.ZERO) : text(at(first()) + "-" + at(lastUsable()));
      case "peer" -> peer();
      default -> position(query);
    };
  }

  private String plain() {
    return hasPrefix ? ip.toString() : ip.addressText();
  }

  private static Value text(String text) {
    return Str.of(text);
  }

  private String at(BigInteger address) {
    return IpNetwork.text(ip.version(), address);
  }

  private Value address(BigInteger address) {
    return text(at(address));
  }

  private Value when(boolean holds) {
    return holds ? text(original) : Null.NULL;
  }

  private BigInteger mask() {
    return IpNetwork.mask(ip.bits(), ip.prefix());
  }

  private BigInteger hostMask() {
    return ip.size().subtract(BigInteger.ONE);
  }

  private boolean isSingle() {
    return ip.prefix() == ip.bits();
  }

  private boolean isNetworkAddress() {
    return ip.address().equals(ip.network());
  }

  private boolean isHost() {
    return isSingle() || !isNetworkAddress();
  }

  /// Whether it is of two addresses of IPv4, neither of which is the network's.
  private boolean isPair() {
    return ip.version() == 4 && ip.bits() - ip.prefix() == 1;
  }

  private boolean inNetwork() {
    return ip.bits() - ip.prefix() == 1 || !isSingle() && !isNetworkAddress();
  }

  private Value hostWithPrefix() {
    boolean broadcast =
        ip.version() == 4 && ip.bits() - ip.prefix() > 1 && ip.address().equals(ip.last());
    boolean network = ip.bits() - ip.prefix() > 1 && isNetworkAddress();
    return network || broadcast ? NO : text(ip.toString());
  }

  private String wrapped() {
    if (ip.version() == 4) {
      return original;
    }
    return "[" + ip.addressText() + "]" + (hasPrefix ? "/" + ip.prefix() : "");
  }

  private Value version4() {
    if (ip.version() == 4) {
      return text(original);
    }
    BigInteger high = ip.address().shiftRight(32);
    if (high.signum() != 0 && !high.equals(BigInteger.valueOf(0xffff)) || ip.prefix() < 96) {
      return NO;
    }
    BigInteger low = ip.address().and(BigInteger.valueOf(0xffffffffL));
    return text(new IpNetwork(4, low, ip.prefix() - 96).toString());
  }

  private Value version6() {
    if (ip.version() == 6) {
      return text(original);
    }
    return text("::ffff:" + ip.addressText() + "/" + (ip.prefix() + 96));
  }

  private boolean isLinkLocal() {
    return ip.isIn("169.254.0.0/16", "fe80::/10");
  }

  private boolean isMulticast() {
    return ip.isIn("224.0.0.0/4", "ff00::/8");
  }

  private boolean isPrivate() {
    return isLinkLocal()
        || ip.isIn(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "198.18.0.0/15",
            "239.0.0.0/8",
            "fc00::/7",
            "fec0::/10");
  }

  private boolean isPublic() {
    BigInteger all = IpNetwork.mask(ip.bits(), ip.bits());
    return !isPrivate()
        && !isMulticast()
        && !ip.isIn("127.0.0.0/8", "::1/128")
        && !isMaskOfHosts(ip.address())
        && !isMaskOfHosts(ip.address().xor(all));
  }

  /// Whether it has ones at its end, and only there.
  private static boolean isMaskOfHosts(BigInteger address) {
    return address.and(address.add(BigInteger.ONE)).signum() == 0;
  }

  private String reverse() {
    if (ip.version() == 4) {
      String[] p = ip.addressText().split("\\.", -1);
      return p[3] + "." + p[2] + "." + p[1] + "." + p[0] + ".in-addr.arpa.";
    }
    var out = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      out.append(Integer.toHexString(ip.address().shiftRight(4 * i).intValue() & 15)).append('.');
    }
    return out.append("ip6.arpa.").toString();
  }

  private BigInteger usableSize() {
    if (isSingle()) {
      return BigInteger.ZERO;
    }
    BigInteger two = BigInteger.TWO;
    return ip.size().equals(two) ? two : ip.size().subtract(two);
  }

  private BigInteger first() {
    return ip.size().equals(BigInteger.TWO) ? ip.network() : ip.network().add(BigInteger.ONE);
  }

  private BigInteger lastUsable() {
    return ip.size().equals(BigInteger.TWO) ? ip.last() : ip.last().subtract(BigInteger.ONE);
  }

  private Value ofNetwork(BigInteger address) {
    if (!hasPrefix) {
      throw PythonError.value("Not a network address");
    }
    return isSingle() ? Null.NULL : address(address);
  }

  /// The usable address that many further; None outside of the network.
  Value nth(int steps) {
    BigInteger next = ip.address().add(BigInteger.valueOf(steps));
    if (next.signum() < 0 && !isSingle()) {
      throw PythonError.value("failed to detect a valid IP address from " + next);
    }
    boolean inside = next.compareTo(first()) >= 0 && next.compareTo(lastUsable()) <= 0;
    Value found = ofNetwork(next);
    return inside ? found : Null.NULL;
  }

  static Value nth(IpNetwork ip, int steps) {
    return new IpQuery(ip, ip.toString(), true).nth(steps);
  }

  private Value peer() {
    if (!hasPrefix) {
      throw PythonError.value("Not a network address");
    }
    BigInteger offset = ip.address().subtract(ip.network());
    return switch (ip.bits() - ip.prefix()) {
      case 1 -> address(ip.network().add(BigInteger.ONE.subtract(offset)));
      case 2 -> {
        if (offset.signum() == 0) {
          throw PythonError.value("Network address of /30 has no peer");
        }
        if (offset.intValue() == 3) {
          throw PythonError.value("Broadcast address of /30 has no peer");
        }
        yield address(ip.network().add(BigInteger.valueOf(3).subtract(offset)));
      }
      default -> throw PythonError.value("Not a point-to-point network");
    };
  }

  /// A number (the address at that place), or a network that it must lie in.
  private Value position(String query) {
    if (query.matches("-?\\d{1,30}")) {
      if (isSingle()) {
        return text(plain());
      }
      BigInteger n = new BigInteger(query);
      BigInteger offset = n.signum() < 0 ? ip.size().add(n) : n;
      if (offset.signum() < 0 || offset.compareTo(ip.size()) >= 0) {
        return NO;
      }
      return text(ip.at(ip.network().add(offset), ip.prefix()).toString());
    }
    Optional<IpNetwork> network = IpNetwork.parse(query, 0);
    if (network.isEmpty()) {
      throw PythonError.value("unknown filter type: " + query);
    }
    return when(network.get().contains(ip));
  }

  /// The network of IPv6 that belongs to an address of IPv4; of IPv6, those that are in such a one.
  private Value sixToFour() {
    if (ip.version() == 6) {
      boolean isOne = ip.address().shiftRight(112).intValue() == 0x2002;
      return isOne && (isHost() || !ip.address().equals(ip.network()))
          ? text(original)
          : Bool.of(false);
    }
    if (ip.size().bitLength() > 1 && ip.address().equals(ip.network())) {
      return Bool.of(false);
    }
    Value address = Str.of(ip.addressText());
    if (!PythonOps.truth(ask(address, "public")) && !PythonOps.truth(ask(address, "private"))) {
      return Bool.of(false);
    }
    int number = ip.address().intValue();
    return text(String.format(Locale.ROOT, "2002:%04x:%04x::1/48", number >>> 16, number & 0xffff));
  }
}
