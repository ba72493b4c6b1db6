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
        int steps = amount(c);
        yield IpNetwork.parse(c.inputText())
            .map(ip -> IpQuery.nth(ip, id.startsWith("next") ? steps : -steps))
            .orElse(Bool.of(false));
      }
      case "network_in_network" -> {
        var c = Call.of(id, input, args, eval, "test");
        Optional<IpNetwork> ip = IpNetwork.parse(c.inputText());
        yield Bool.of(ip.isPresent() && ip.get().contains(network(c, c.text(0))));
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
    return IpNetwork.parse(text)
        .orElseThrow(() -> c.error("You must pass a valid IP address; " + text + " is invalid"));
  }

  private static Value each(Call c, Value input, String query, int version) {
    if (input instanceof Seq s) {
      var out = new ArrayList<Value>();
      for (Value item : c.items(s)) {
        Value answer = each(c, item, query, version);
        if (PythonOps.truth(answer)) {
          out.add(answer);
        }
      }
      return Call.list(out);
    }
    if (!(input instanceof Str || input instanceof Int || input instanceof Bool)) {
      throw c.error(
          "Unrecognized type <<class '%s'>> for %s filter <value>"
              .formatted(PythonText.typeName(input), c.name()));
    }
    if (version != 0) {
      Value own = IpQuery.ask(input, "version");
      if (!(own instanceof Int i) || i.longValue() != version) {
        return Bool.of(false);
      }
    }
    return IpQuery.ask(input, query);
  }

  private static Value wrap(Call c) {
    if (c.input() instanceof Seq s) {
      var out = new ArrayList<Value>();
      for (Value item : c.items(s)) {
        out.add(wrapOne(item));
      }
      return Call.list(out);
    }
    return wrapOne(c.input());
  }

  private static Value wrapOne(Value value) {
    Value wrapped = IpQuery.ask(value, "wrap");
    return wrapped instanceof Str ? wrapped : value;
  }

  private static Value subnet(Call c) {
    Optional<IpNetwork> parsed = IpNetwork.parse(c.inputText());
    if (parsed.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork ip = parsed.get();
    boolean single = ip.prefix() == ip.bits();
    if (c.get(0) instanceof Null || c.text(0).isEmpty()) {
      return Call.str(single ? ip.toString() : ip.cidr().toString());
    }
    String query = c.text(0);
    Optional<BigInteger> size = PythonNumbers.parseInteger(query, 10);
    if (size.isEmpty()) {
      IpNetwork outer = network(c, query);
      if (!outer.contains(ip)) {
        throw c.error(ip.cidr() + " is not in the subnet " + outer.cidr());
      }
      BigInteger step = BigInteger.ONE.shiftLeft(ip.bits() - ip.prefix());
      BigInteger place = ip.network().subtract(outer.network()).divide(step);
      return Call.str(place.add(BigInteger.ONE).toString());
    }
    int prefix = size.get().intValue();
    if (prefix < 0 || prefix > ip.bits()) {
      return Bool.of(false);
    }
    if (single) {
      // an address: its network of that size; with an index, one of the sizes on the way
      int levels = ip.bits() - prefix;
      BigInteger n = c.get(1) instanceof Null ? BigInteger.ZERO : PythonNumbers.big(c.get(1));
      int index = n.signum() < 0 ? levels + 1 + n.intValue() : n.intValue();
      int length = prefix + Math.max(0, index);
      return length > ip.bits()
          ? Bool.of(false)
          : Call.str(ip.at(ip.address(), length).cidr().toString());
    }
    if (prefix < ip.prefix()) {
      return Bool.of(false);
    }
    BigInteger count = BigInteger.ONE.shiftLeft(prefix - ip.prefix());
    if (c.get(1) instanceof Null) {
      return Call.str(count.toString());
    }
    BigInteger n = PythonNumbers.big(c.get(1));
    BigInteger index = n.signum() < 0 ? count.add(n) : n;
    if (index.signum() < 0 || index.compareTo(count) >= 0) {
      return Bool.of(false);
    }
    BigInteger start = ip.network().add(index.shiftLeft(ip.bits() - prefix));
    return Call.str(ip.at(start, prefix).toString());
  }

  private static Value math(Call c) {
    IpNetwork ip = network(c, c.inputText());
    BigInteger amount =
        c.require(0) instanceof Str s
            ? PythonNumbers.toInteger(s, 10)
                .orElseThrow(() -> c.error("argument 'amount' is no integer: " + s.text()))
            : PythonNumbers.big(c.require(0));
    return Call.str(ip.at(ip.address().add(amount), ip.bits()).addressText());
  }

  private static Value host(Call c) {
    Optional<IpNetwork> parsed = IpNetwork.parse(c.inputText());
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
    Optional<IpNetwork> parsed = IpNetwork.parse(c.inputText());
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

  /// A whole number, which may be written as a text.
  private static int amount(Call c) {
    return c.get(0) instanceof Str s
        ? PythonNumbers.toInteger(s, 10)
            .map(BigInteger::intValue)
            .orElseThrow(() -> c.error("argument 'offset' is no integer: " + s.text()))
        : (int) c.integer(0, 0);
  }

  private static Value reduce(Call c) {
    IpNetwork network = network(c, c.text(0));
    var out = new ArrayList<Value>();
    for (Value item : c.items()) {
      if (IpNetwork.parse(PythonText.str(item)).filter(network::contains).isPresent()) {
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
    for (Value item : c.items()) {
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
    return bare.matches("[0-9a-f]{12}") ? Optional.of(bare) : Optional.empty();
  }

  private static String grouped(String digits, int size, String separator) {
    return digits.replaceAll("(.{" + size + "})(?=.)", "$1" + separator);
  }

  private static Value hardware(Call c) {
    Optional<String> found =
        c.input() instanceof Int i && i.bigValue().signum() >= 0 && i.bigValue().bitLength() <= 48
            ? Optional.of(String.format(Locale.ROOT, "%012x", i.bigValue()))
            : digits(c.inputText());
    String query = c.text(0, "");
    if (found.isEmpty()) {
      if (query.isEmpty() || query.equals("bool")) {
        return query.isEmpty() ? Null.NULL : Bool.of(false);
      }
      throw c.error(c.inputText() + " is not a hardware address");
    }
    String d = found.get();
    return switch (query) {
      case "" -> c.input();
      case "bool" -> Bool.of(true);
      case "int" -> Int.of(new BigInteger(d, 16), Tag.NONE);
      case "bare" -> Call.str(d.toUpperCase(Locale.ROOT));
      case "cisco" -> Call.str(grouped(d, 4, "."));
      case "win", "eui48" -> Call.str(grouped(d.toUpperCase(Locale.ROOT), 2, "-"));
      case "linux" -> Call.str(grouped(d, 2, ":"));
      case "pgsql", "postgresql", "psql" -> Call.str(grouped(d, 6, ":"));
      case "unix" -> Call.str(grouped(d, 2, ":").replaceAll("(^|:)0", "$1"));
      default -> throw c.error("unknown filter type: " + query);
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
    Optional<IpNetwork> parsed = IpNetwork.parse(c.inputText());
    if (parsed.isEmpty()) {
      return Bool.of(false);
    }
    IpNetwork net = parsed.get();
    if (c.text(0).isEmpty()) {
      return Bool.of(false);
    }
    String mac = digits(c.text(0)).orElseThrow(() -> c.error("not a hardware address"));
    long eui =
        Long.parseUnsignedLong(mac.substring(0, 6) + "fffe" + mac.substring(6), 16)
            ^ 0x0200000000000000L;
    BigInteger low = new BigInteger(Long.toUnsignedString(eui));
    return Call.str(net.at(net.network().add(low), 128).addressText());
  }
}
