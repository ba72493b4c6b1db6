package io.jplay.core.template;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Numbers and names of the types and classes of DNS records (IANA's registry, RFC 3597 for those
/// without a name).
final class DnsTypes {
  static final int IN = 1;
  static final int A = 1;
  static final int CNAME = 5;
  static final int TXT = 16;
  private static final List<String> META = List.of("ANY", "AXFR", "IXFR", "MAILA", "MAILB", "OPT");
  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("A", A),
          Map.entry("NS", 2),
          Map.entry("CNAME", CNAME),
          Map.entry("SOA", 6),
          Map.entry("PTR", 12),
          Map.entry("HINFO", 13),
          Map.entry("MX", 15),
          Map.entry("TXT", TXT),
          Map.entry("RP", 17),
          Map.entry("AAAA", 28),
          Map.entry("LOC", 29),
          Map.entry("SRV", 33),
          Map.entry("NAPTR", 35),
          Map.entry("CERT", 37),
          Map.entry("DNAME", 39),
          Map.entry("OPT", 41),
          Map.entry("DS", 43),
          Map.entry("SSHFP", 44),
          Map.entry("RRSIG", 46),
          Map.entry("NSEC", 47),
          Map.entry("DNSKEY", 48),
          Map.entry("NSEC3", 50),
          Map.entry("NSEC3PARAM", 51),
          Map.entry("TLSA", 52),
          Map.entry("CDS", 59),
          Map.entry("CDNSKEY", 60),
          Map.entry("OPENPGPKEY", 61),
          Map.entry("SVCB", 64),
          Map.entry("HTTPS", 65),
          Map.entry("SPF", 99),
          Map.entry("IXFR", 251),
          Map.entry("AXFR", 252),
          Map.entry("MAILB", 253),
          Map.entry("MAILA", 254),
          Map.entry("ANY", 255),
          Map.entry("URI", 256),
          Map.entry("CAA", 257));
  private static final Map<String, Integer> CLASSES =
      Map.of("IN", IN, "CH", 3, "HS", 4, "NONE", 254, "ANY", 255);
  private static final Map<Integer, String> TYPE_NAMES = inverse(TYPES);
  private static final Map<Integer, String> CLASS_NAMES = inverse(CLASSES);

  private DnsTypes() {}

  private static Map<Integer, String> inverse(Map<String, Integer> map) {
    var inverse = new HashMap<Integer, String>();
    map.forEach((name, number) -> inverse.put(number, name));
    return Map.copyOf(inverse);
  }

  static int type(String name) throws DnsFailure {
    String upper = name.toUpperCase(Locale.ROOT);
    if (META.contains(upper)) {
      throw new DnsFailure(DnsFailure.Kind.QUESTION, "DNS metaqueries are not allowed.");
    }
    return number(upper, TYPES, "TYPE", "DNS resource record type is unknown.");
  }

  static int dnsClass(String name) throws DnsFailure {
    return number(name.toUpperCase(Locale.ROOT), CLASSES, "CLASS", "A DNS class is unknown.");
  }

  private static int number(String name, Map<String, Integer> known, String prefix, String unknown)
      throws DnsFailure {
    Integer number = known.get(name);
    if (number != null) {
      return number;
    }
    String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 0xffff) {
      throw new DnsFailure(DnsFailure.Kind.QUESTION, unknown);
    }
    return Integer.parseInt(digits);
  }

  static String typeName(int type) {
    return TYPE_NAMES.getOrDefault(type, "TYPE" + type);
  }

  static String className(int dnsClass) {
    return CLASS_NAMES.getOrDefault(dnsClass, "CLASS" + dnsClass);
  }

  /// What a server said instead of an answer.
  static String responseName(int code) {
    return switch (code) {
      case 1 -> "FORMERR";
      case 2 -> "SERVFAIL";
      case 3 -> "NXDOMAIN";
      case 4 -> "NOTIMP";
      case 5 -> "REFUSED";
      default -> "RCODE" + code;
    };
  }
}
