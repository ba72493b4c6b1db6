package io.jplay.core.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An address of IPv4 or IPv6 with the length of its network's prefix.
record IpNetwork(int version, BigInteger address, int prefix) {
  int bits() {
    return version == 4 ? 32 : 128;
  }

  static int bits(int version) {
    return version == 4 ? 32 : 128;
  }

  /// A mask of the highest `prefix` bits.
  static BigInteger mask(int bits, int prefix) {
    BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return all.xor(BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE));
  }

  BigInteger network() {
    return address.and(mask(bits(), prefix));
  }

  BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits() - prefix);
  }

  /// The highest address.
  BigInteger last() {
    return network().add(size()).subtract(BigInteger.ONE);
  }

  boolean contains(IpNetwork other) {
    return version == other.version
        && network().compareTo(other.network()) <= 0
        && last().compareTo(other.last()) >= 0;
  }

  IpNetwork cidr() {
    return new IpNetwork(version, network(), prefix);
  }

  IpNetwork at(BigInteger newAddress, int newPrefix) {
    return new IpNetwork(version, newAddress, newPrefix);
  }

  /// `address/prefix`.
  @Override
  public String toString() {
    return text(version, address) + "/" + prefix;
  }

  String addressText() {
    return text(version, address);
  }

  static String text(int version, BigInteger value) {
    return version == 4 ? v4(value) : v6(value);
  }

  private static String v4(BigInteger value) {
    long n = value.longValue();
    return (n >> 24 & 255) + "." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
  }

  private static String v6(BigInteger value) {
    var groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xffff;
    }
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && groups[j] == 0) {
        j++;
      }
      if (j - i > bestLength) {
        best = i;
        bestLength = j - i;
      }
    }
    boolean mapped = value.shiftRight(32).equals(BigInteger.valueOf(0xffff));
    boolean compatible = value.bitLength() <= 32 && value.bitLength() > 16;
    if (mapped || compatible) {
      return (mapped ? "::ffff:" : "::") + v4(value);
    }
    var out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        out.append("::");
        i += bestLength - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /// As [#parse], and what netaddr takes besides: a whole number, which is an address of IPv4 as
  /// long as it fits, unless `version` is 6; blanks around the parts of IPv4 and around a prefix;
  /// `10/8`, which has zeros at its end.
  static Optional<IpNetwork> parse(String text, int version) {
    if (text.matches("[0-9]{1,40}")) {
      return of(new BigInteger(text), version);
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String rest = slash < 0 ? "" : "/" + text.substring(slash + 1).strip();
    if (host.indexOf(':') >= 0) {
      return parse(host + rest);
    }
    String bare = host.strip();
    if (bare.matches("[0-9]{1,40}") && new BigInteger(bare).bitLength() > 8) {
      return of(new BigInteger(bare), version)
          .flatMap(ip -> prefix(ip.version(), rest.substring(1)).map(p -> ip.at(ip.address(), p)));
    }
    return parse(bare + ".0".repeat(missing(bare)) + rest);
  }

  /// How many of the four parts are not written.
  private static int missing(String host) {
    int dots = (int) host.chars().filter(c -> c == '.').count();
    return Math.max(0, 3 - dots);
  }

  /// The address that is a number.
  static Optional<IpNetwork> of(BigInteger number, int version) {
    if (number.signum() < 0 || number.bitLength() > 128) {
      return Optional.empty();
    }
    boolean isShort = version != 6 && number.bitLength() <= 32;
    return Optional.of(isShort ? new IpNetwork(4, number, 32) : new IpNetwork(6, number, 128));
  }

  /// `address`, `address/prefix` or `address/mask`; empty when it is neither.
  static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    int version = host.indexOf(':') >= 0 ? 6 : 4;
    Optional<BigInteger> address = version == 6 ? parse6(host) : parse4(host);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    if (slash < 0) {
      return Optional.of(new IpNetwork(version, address.get(), bits(version)));
    }
    return prefix(version, text.substring(slash + 1))
        .map(p -> new IpNetwork(version, address.get(), p));
  }

  private static Optional<Integer> prefix(int version, String text) {
    if (text.matches("\\d{1,3}")) {
      int n = Integer.parseInt(text);
      return n <= bits(version) ? Optional.of(n) : Optional.empty();
    }
    Optional<BigInteger> mask = version == 4 ? parse4(text) : parse6(text);
    return mask.flatMap(m -> {
      for (int p = 0; p <= bits(version); p++) {
        BigInteger net = mask(bits(version), p);
        BigInteger host = net.xor(mask(bits(version), bits(version)));
        if (net.equals(m) || host.equals(m)) {
          return Optional.of(p);
        }
      }
      return Optional.empty();
    });
  }

  static Optional<BigInteger> parse4(String text) {
    List<String> parts = PythonStrings.split(text, ".", -1);
    if (parts.size() != 4) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : parts) {
      if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return Optional.of(BigInteger.valueOf(value));
  }

  private static Optional<BigInteger> parse6(String text) {
    String t = text;
    int dot = t.indexOf('.');
    if (dot > 0) {
      int colon = t.lastIndexOf(':');
      Optional<BigInteger> tail = parse4(t.substring(colon + 1));
      if (colon < 0 || tail.isEmpty()) {
        return Optional.empty();
      }
      long v = tail.get().longValue();
      t =
          t.substring(0, colon + 1)
              + Long.toHexString(v >> 16)
              + ":"
              + Long.toHexString(v & 0xffff);
    }
    int gap = t.indexOf("::");
    if (gap >= 0 && t.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    var groups = new ArrayList<String>(groups(gap < 0 ? t : t.substring(0, gap)));
    if (gap >= 0) {
      List<String> tail = groups(t.substring(gap + 2));
      while (groups.size() + tail.size() < 8) {
        groups.add("0");
      }
      groups.addAll(tail);
    }
    if (groups.size() != 8) {
      return Optional.empty();
    }
    BigInteger value = BigInteger.ZERO;
    for (String group : groups) {
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      value = value.shiftLeft(16).or(new BigInteger(group, 16));
    }
    return Optional.of(value);
  }

  private static List<String> groups(String text) {
    return text.isEmpty() ? List.of() : PythonStrings.split(text, ":", -1);
  }

  /// Whether it lies in any of these networks.
  boolean isIn(String... networks) {
    for (String network : networks) {
      if (parse(network).orElseThrow().contains(this)) {
        return true;
      }
    }
    return false;
  }
}
