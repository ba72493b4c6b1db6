package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Addresses and networks, as ansible.utils (and, by the same names, ansible.netcommon) has them.
final class NetworkFilters implements FilterFamily {
  private static final List<String> SHORT =
      List.of(
          "ipaddr",
          "ipv4",
          "ipv6",
          "ipwrap",
          "ipsubnet",
          "ipmath",
          "nthhost",
          "next_nth_usable",
          "previous_nth_usable",
          "network_in_network",
          "network_in_usable",
          "reduce_on_network",
          "cidr_merge",
          "hwaddr",
          "macaddr",
          "ip4_hex",
          "slaac");
  private static final Set<String> NAMES = allNames();

  private static Set<String> allNames() {
    var all = new HashSet<>(SHORT);
    for (String name : SHORT) {
      all.add("ansible.utils." + name);
      all.add("ansible.netcommon." + name);
    }
    return Set.copyOf(all);
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    String id = name.substring(name.lastIndexOf('.') + 1);
    return switch (id) {
      case "ipaddr" -> {
        var c = Call.of(id, input, args, eval, "query", "version", "alias");
        int version = c.get(1) instanceof Null ? 0 : (int) c.integer(1, 0);
        yield each(c, input, c.text(0, ""), version);
      }
      case "ipv4", "ipv6" -> {
        var c = Call.of(id, input, args, eval, "query");
        yield each(c, input, c.text(0, ""), id.equals("ipv4") ? 4 : 6);
      }
      case "ipwrap" -> wrap(Call.of(id, input, args, eval, "query"));
      case "ipsubnet" -> subnet(Call.of(id, input, args, eval, "query", "index"));
      case "ipmath" -> math(Call.of(id, input, args, eval, "amount"));
      case "nthhost" -> host(Call.of(id, input, args, eval, "query"));
      case "next_nth_usable", "previous_nth_usable" -> {
        var c = Call.of(id, input, args, eval, "offset");
        if (c.get(0) instanceof Bool || !c.has(0)) {
          throw c.error("Must pass in an integer");
        }
        int steps = integer(c, 0).intValue();
        yield address(c)
            .map(ip -> IpQuery.nth(ip, id.startsWith("next") ? steps : -steps))
            .orElse(Bool.of(false));
      }
      case "network_in_network" -> {
        var c = Call.of(id, input, args, eval, "test");
        Optional<IpNetwork> ip = address(c);
        Optional<IpNetwork> test = IpNetwork.parse(c.text(0), 0);
        yield Bool.of(ip.isPresent() && test.isPresent() && holds(ip.get(), test.get()));
      }
      case "network_in_usable" -> usable(Call.of(id, input, args, eval, "test"));
      case "reduce_on_network" -> reduce(Call.of(id, input, args, eval, "network"));
      case "cidr_merge" -> merge(Call.of(id, input, args, eval, "action"));
      case "hwaddr", "macaddr" -> hardware(Call.of(id, input, args, eval, "query", "alias"));
      case "ip4_hex" -> hex(Call.of(id, input, args, eval, "delimiter"));
      case "slaac" -> slaac(Call.of(id, input, args, eval, "query"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  static IpNetwork network(Call c, String text) {
    return IpNetwork.parse(text, 0)
        .orElseThrow(() -> c.error("You must pass a valid IP address; " + text + " is invalid"));
  }

  private static Value each(Call c, Value input, String query, int version) {
    if (input instanceof Seq s) {
      var out = new ArrayList<Value>();
      for (Value item : c.items(s)) {
        Value answer =
            item instanceof Seq ? each(c, item, query, version) : IpQuery.ask(item, query, version);
        if (PythonOps.truth(answer)) {
          out.add(answer);
        }
      }
      return Call.list(out);
    }
    if (!(input instanceof Str || input instanceof Int || input instanceof Bool)) {
      throw unrecognized(c, input);
    }
    return IpQuery.ask(input, query, version);
  }

  private static Value wrap(Call c) {
    if (c.input() instanceof Seq s) {
      var out = new ArrayList<Value>();
      for (Value item : c.items(s)) {
        out.add(wrapOne(item));
      }
      return Call.list(out);
    }
    if (!(c.input() instanceof Str || c.input() instanceof Bool)) {
      throw unrecognized(c, c.input());
    }
    return wrapOne(c.input());
  }

  private static Value wrapOne(Value value) {
    Value address = IpQuery.ask(value, "");
    return address instanceof Str ? IpQuery.ask(address, "wrap") : value;
  }

  private static PythonError unrecognized(Call c, Value value) {
    return c.error(
        "Unrecognized type <<class '%s'>> for %s filter <value>"
            .formatted(PythonText.typeName(value), c.name()));
  }

  /// What a filter gets whose value is declared as a text: anything but null.
  private static String input(Call c) {
    if (c.input() instanceof Null) {
      throw refused(
          c,
          "argument 'value' is of type <class 'NoneType'> and we were unable to convert to str:"
              + " 'None' is not a string and conversion is not allowed");
    }
    return c.inputText();
  }

  private static PythonError refused(Call c, String reason) {
    return c.error(PythonText.repr(Call.list(List.of(Call.str(reason)))));
  }

  private static Optional<IpNetwork> address(Call c) {
    return IpNetwork.parse(input(c), 0);
  }

  private static Value subnet(Call c) {
    Optional<IpNetwork> parsed = address(c);
    if (parsed.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork ip = parsed.get();
    boolean single = ip.prefix() == ip.bits();
    if (c.get(0) instanceof Null || c.text(0).isEmpty()) {
      return Call.str(single ? ip.toString() : ip.cidr().toString());
    }
    String query = c.text(0);
    if (!query.matches("[0-9]{1,9}")) {
      return rank(c, ip, query);
    }
    int prefix = Integer.parseInt(query);
    if (prefix > ip.bits()) {
      return Bool.of(false);
    }
    return single ? above(c, ip, prefix) : parts(c, ip, prefix);
  }

  /// The place of a network in another, from 1.
  private static Value rank(Call c, IpNetwork ip, String query) {
    IpNetwork outer =
        IpNetwork.parse(query, 0)
            .orElseThrow(() ->
                c.error("You must pass a valid subnet or IP address; " + query + " is invalid"));
    if (!outer.contains(ip)) {
      throw c.error(ip.cidr() + " is not in the subnet " + outer.cidr());
    }
    BigInteger step = BigInteger.ONE.shiftLeft(ip.bits() - ip.prefix());
    BigInteger place = ip.network().subtract(outer.network()).divide(step);
    return Call.str(place.add(BigInteger.ONE).toString());
  }

  /// Of an address: its network of that size; with an index, one of those on the way to it.
  private static Value above(Call c, IpNetwork ip, int prefix) {
    int levels = ip.bits() - prefix;
    BigInteger n = index(c).orElse(BigInteger.ZERO);
    boolean isFar =
        n.compareTo(BigInteger.valueOf(ip.bits() + 1L).subtract(n)) > 0
            || n.compareTo(BigInteger.valueOf(-levels)) < 0;
    if (index(c).isPresent() && isFar) {
      return Bool.of(false);
    }
    int place = n.signum() < 0 ? levels + n.intValue() : n.intValue();
    if (place < 0 || place >= levels) {
      throw new PythonError(PythonError.Kind.INDEX, "list index out of range");
    }
    return Call.str(ip.at(ip.address(), prefix + place).cidr().toString());
  }

  /// Of a network: how many of that size are in it; with an index, one of them.
  private static Value parts(Call c, IpNetwork ip, int prefix) {
    Optional<BigInteger> n = index(c);
    if (prefix < ip.prefix()) {
      if (n.isEmpty()) {
        throw c.error("Requested subnet size of " + prefix + " is invalid");
      }
      // there is less than one, and the first is what the network begins with
      return n.get().signum() == 0
          ? Call.str(ip.at(ip.network(), prefix).toString())
          : Bool.of(false);
    }
    BigInteger count = BigInteger.ONE.shiftLeft(prefix - ip.prefix());
    if (n.isEmpty()) {
      return Call.str(count.toString());
    }
    BigInteger place = n.get().signum() < 0 ? count.add(n.get()) : n.get();
    if (place.signum() < 0 || place.compareTo(count) >= 0) {
      return Bool.of(false);
    }
    BigInteger start = ip.network().add(place.shiftLeft(ip.bits() - prefix));
    return Call.str(ip.at(start, prefix).toString());
  }

  private static Optional<BigInteger> index(Call c) {
    return c.get(1) instanceof Null ? Optional.empty() : Optional.of(integer(c, 1));
  }

  /// An argument that is declared as an integer, which may be written as a text.
  private static BigInteger integer(Call c, int at) {
    Value value = c.require(at);
    if (value instanceof Int i) {
      return i.bigValue();
    }
    return PythonNumbers.parseInteger(PythonText.str(value), 10)
        .orElseThrow(() ->
            refused(
                c,
                "argument '%s' is of type <class '%s'> and we were unable to convert to int: \"%s\""
                        .formatted(
                            c.parameters().get(at),
                            PythonText.typeName(value),
                            PythonText.repr(Str.of(PythonText.str(value))))
                    + " cannot be converted to an int"));
  }

  private static Value math(Call c) {
    String text = input(c);
    BigInteger amount = integer(c, 0);
    IpNetwork ip =
        IpNetwork.parse(text, 0)
            .orElseThrow(
                () -> c.error("You must pass a valid IP address; " + text + " is invalid"));
    BigInteger found = ip.address().add(amount);
    if (found.signum() < 0 || found.bitLength() > ip.bits()) {
      throw c.error("result outside valid IP address boundary!");
    }
    return Call.str(ip.at(found, ip.bits()).addressText());
  }

  private static Value host(Call c) {
    Optional<IpNetwork> parsed = address(c);
    Optional<BigInteger> n = PythonNumbers.toInteger(c.get(0, Str.EMPTY), 10);
    if (parsed.isEmpty() || n.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork ip = parsed.get();
    BigInteger offset = n.get().signum() < 0 ? ip.size().add(n.get()) : n.get();
    boolean inside = offset.signum() >= 0 && offset.compareTo(ip.size()) < 0;
    return inside
        ? Call.str(ip.at(ip.network().add(offset), ip.bits()).addressText())
        : Bool.of(false);
  }

  private static Value usable(Call c) {
    Optional<IpNetwork> parsed = address(c);
    if (parsed.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork ip = parsed.get();
    IpNetwork test = network(c, c.text(0));
    BigInteger edge = ip.bits() - ip.prefix() > 1 ? BigInteger.ONE : BigInteger.ZERO;
    return Bool.of(
        ip.version() == test.version()
            && test.network().compareTo(ip.network().add(edge)) >= 0
            && test.last().compareTo(ip.last().subtract(edge)) <= 0);
  }

  /// Whether all addresses of a network are in another, as numbers: the versions may differ. A
  /// network of two has, as one address, no broadcast address, and ends with its first.
  private static boolean holds(IpNetwork outer, IpNetwork inner) {
    return inner.network().compareTo(outer.network()) >= 0 && end(inner).compareTo(end(outer)) <= 0;
  }

  private static BigInteger end(IpNetwork ip) {
    return ip.bits() - ip.prefix() > 1 ? ip.last() : ip.network();
  }

  /// A list, which may be written as a text with commas.
  private static List<Value> addresses(Call c) {
    return c.input() instanceof Str s
        ? PythonStrings.split(s.text(), ",", -1).stream().<Value>map(Str::of).toList()
        : c.items();
  }

  private static Value reduce(Call c) {
    Optional<IpNetwork> network = IpNetwork.parse(c.text(0), 0);
    var out = new ArrayList<Value>();
    for (Value item : addresses(c)) {
      Optional<IpNetwork> ip = IpNetwork.parse(PythonText.str(item), 0);
      if (network.isPresent() && ip.isPresent() && holds(network.get(), ip.get())) {
        out.add(item);
      }
    }
    return Call.list(out);
  }

  /// The smallest network that has all of these, which are of one version.
  private static Value span(Call c, List<IpNetwork> networks) {
    if (networks.isEmpty()) {
      return Null.NULL;
    }
    if (networks.size() == 1) {
      return Call.str(networks.getFirst().toString());
    }
    IpNetwork whole = networks.getFirst().cidr();
    for (IpNetwork n : networks) {
      if (n.version() != whole.version()) {
        throw c.error(
            "cidr_merge: error in netaddr:\nIP sequence cannot contain both IPv4 and IPv6!");
      }
      while (!whole.contains(n)) {
        whole = whole.at(whole.address(), whole.prefix() - 1).cidr();
      }
    }
    return Call.str(whole.toString());
  }

  private static Value merge(Call c) {
    var networks = new ArrayList<IpNetwork>();
    for (Value item : addresses(c)) {
      networks.add(network(c, PythonText.str(item)));
    }
    if (c.text(0, "merge").equals("span")) {
      return span(c, networks);
    }
    if (!c.text(0, "merge").equals("merge")) {
      throw c.error("cidr_merge: invalid action '" + c.text(0) + "'");
    }
    networks.sort(
        Comparator.comparingInt(IpNetwork::version)
            .thenComparing(IpNetwork::network)
            .thenComparingInt(IpNetwork::prefix));
    var out = new ArrayList<IpNetwork>();
    for (IpNetwork n : networks) {
      if (out.isEmpty() || !out.getLast().contains(n)) {
        out.add(n);
      } else {
        out.set(out.size() - 1, out.getLast().cidr());
      }
      while (out.size() > 1) {
        IpNetwork last = out.getLast();
        IpNetwork before = out.get(out.size() - 2);
        IpNetwork both = last.at(last.address(), Math.max(0, last.prefix() - 1)).cidr();
        if (before.prefix() != last.prefix() || last.prefix() == 0 || !both.contains(before)) {
          break;
        }
        out.removeLast();
        out.set(out.size() - 1, both);
      }
    }
    return Call.list(
        new ArrayList<>(out.stream().<Value>map(n -> Call.str(n.toString())).toList()));
  }

  private static Optional<String> digits(String text) {
    String full =
        text.matches("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}")
            ? text.replaceAll("(?<![0-9a-fA-F])([0-9a-fA-F])(?![0-9a-fA-F])", "0$1")
            : text;
    String bare = full.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    if (bare.matches("[0-9a-f]{12}|[0-9a-f]{16}")) {
      return Optional.of(bare);
    }
    return text.matches("[0-9]{1,14}")
        ? Optional.of(String.format(Locale.ROOT, "%012x", Long.valueOf(text)))
        : Optional.empty();
  }

  private static String grouped(String digits, int size, String separator) {
    return digits.replaceAll("(.{" + size + "})(?=.)", "$1" + separator);
  }

  private static Value hardware(Call c) {
    String text = input(c);
    Optional<String> found = digits(text);
    String query = c.text(0, "");
    if (found.isEmpty()) {
      if (query.isEmpty() || query.equals("bool")) {
        return Null.NULL;
      }
      throw c.error(c.name() + ": not a hardware address: " + text);
    }
    String d = found.get();
    if (d.length() > 12 && !Set.of("", "bool", "int").contains(query)) {
      throw c.error("integer out of bounds: '0x" + d + "'!");
    }
    return switch (query) {
      case "" -> Call.str(text);
      case "bool" -> Bool.of(true);
      case "int" -> Int.of(new BigInteger(d, 16), Tag.NONE);
      case "bare" -> Call.str(d.toUpperCase(Locale.ROOT));
      case "cisco" -> Call.str(grouped(d, 4, "."));
      case "win", "eui48" -> Call.str(grouped(d.toUpperCase(Locale.ROOT), 2, "-"));
      case "linux" -> Call.str(grouped(d, 2, ":"));
      case "pgsql", "postgresql", "psql" -> Call.str(grouped(d, 6, ":"));
      case "unix" -> Call.str(grouped(d, 2, ":").replaceAll("(^|:)0", "$1"));
      default -> throw c.error(c.name() + ": unknown filter type: " + query);
    };
  }

  private static Value hex(Call c) {
    BigInteger value =
        IpNetwork.parse4(c.inputText()).orElseThrow(() -> c.error("not an IPv4 address"));
    String digits = String.format(Locale.ROOT, "%08x", value.longValue());
    String delimiter = c.text(0, "");
    return Call.str(delimiter.isEmpty() ? digits : grouped(digits, 2, delimiter));
  }

  private static Value slaac(Call c) {
    Optional<IpNetwork> parsed = address(c);
    Optional<String> digits = digits(c.text(0, "")).filter(d -> d.length() == 12);
    if (parsed.isEmpty() || parsed.get().version() != 6 || digits.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork net = parsed.get();
    String mac = digits.get();
    long eui =
        Long.parseUnsignedLong(mac.substring(0, 6) + "fffe" + mac.substring(6), 16)
            ^ 0x0200000000000000L;
    BigInteger low = new BigInteger(Long.toUnsignedString(eui));
    return Call.str(net.at(net.network().add(low), 128).addressText());
  }
}
