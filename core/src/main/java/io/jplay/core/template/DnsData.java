package io.jplay.core.template;

import io.jplay.core.template.DnsMessage.Data;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a DNS record says: its fields under the names that `dig` documents, and as one text of a
/// zone file, which is those fields in another order where `order` says so.
record DnsData(Map<String, Value> fields, String text) {
  private static final int CHUNK = 32;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  DnsData {
    fields = new LinkedHashMap<>(fields);
  }

  static DnsData of(DnsMessage.Answer answer) {
    Data d = answer.data().again();
    return switch (DnsTypes.typeName(answer.type())) {
      case "A" -> of("address", str(IpNetwork.text(4, new BigInteger(1, d.bytes(4)))));
      case "AAAA" -> of("address", str(IpNetwork.text(6, new BigInteger(1, d.bytes(16)))));
      case "NS", "CNAME", "DNAME", "PTR" -> of("target", name(d));
      case "MX" -> of("preference", Int.of(d.pair()), "exchange", name(d));
      case "RP" -> of("mbox", name(d), "txt", name(d));
      case "SRV" ->
          of(
              "priority",
              Int.of(d.pair()),
              "weight",
              Int.of(d.pair()),
              "port",
              Int.of(d.pair()),
              "target",
              name(d));
      case "SSHFP" -> of("algorithm", octet(d), "fp_type", octet(d), "fingerprint", hex(d.rest()));
      case "TLSA" ->
          of("usage", octet(d), "selector", octet(d), "mtype", octet(d), "cert", hex(d.rest()));
      case "SOA" -> authority(d);
      case "TXT", "SPF" -> texts(d);
      case "HINFO" -> host(d);
      case "CAA" -> authorization(d);
      case "DS" -> delegation(d);
      case "DNSKEY" -> key(d);
      case "NSEC3PARAM" -> salt(d);
      case "NAPTR" -> pointer(d);
      case "LOC" -> place(d);
      case "URI" -> new DnsData(Map.of(), d.pair() + " " + d.pair() + " " + quoted(d.rest()));
      case "RRSIG" -> new DnsData(Map.of(), signature(d));
      default -> new DnsData(Map.of(), unknown(d.rest()));
    };
  }

  /// Names and values in turn, whose texts are that of the record.
  private static DnsData of(Object... parts) {
    var fields = new LinkedHashMap<String, Value>();
    for (int i = 0; i < parts.length; i += 2) {
      fields.put((String) parts[i], (Value) parts[i + 1]);
    }
    String text = fields.values().stream().map(PythonText::str).collect(Collectors.joining(" "));
    return new DnsData(fields, text);
  }

  private static Value str(String text) {
    return new Str(text, Tag.REMOTE);
  }

  private static Value name(Data d) {
    return str(d.name().toString());
  }

  private static Value octet(Data d) {
    return Int.of(d.octet());
  }

  private static Value hex(byte[] bytes) {
    return str(HEX.formatHex(bytes));
  }

  private static Value text(byte[] bytes) {
    return str(new String(bytes, StandardCharsets.UTF_8));
  }

  private static DnsData authority(Data d) {
    return of(
        "mname",
        name(d),
        "rname",
        name(d),
        "serial",
        Int.of(d.four()),
        "refresh",
        Int.of(d.four()),
        "retry",
        Int.of(d.four()),
        "expire",
        Int.of(d.four()),
        "minimum",
        Int.of(d.four()));
  }

  private static DnsData texts(Data d) {
    var strings = new ArrayList<Value>();
    var quoted = new ArrayList<String>();
    while (d.left() > 0) {
      byte[] bytes = d.string();
      strings.add(text(bytes));
      quoted.add(quoted(bytes));
    }
    var all = new Seq(strings, Seq.Kind.TUPLE, Tag.REMOTE);
    return new DnsData(Map.of("strings", all), String.join(" ", quoted));
  }

  private static DnsData host(Data d) {
    byte[] cpu = d.string();
    byte[] os = d.string();
    return of("cpu", text(cpu), "os", text(os)).as(quoted(cpu) + " " + quoted(os));
  }

  private static DnsData authorization(Data d) {
    int flags = d.octet();
    byte[] tag = d.string();
    byte[] value = d.rest();
    return of("flags", Int.of(flags), "tag", text(tag), "value", text(value))
        .as(flags + " " + new String(tag, StandardCharsets.ISO_8859_1) + " " + quoted(value));
  }

  private static DnsData delegation(Data d) {
    int tag = d.pair();
    int algorithm = d.octet();
    int digest = d.octet();
    Value hex = hex(d.rest());
    return of(
            "algorithm",
            Int.of(algorithm),
            "digest_type",
            Int.of(digest),
            "key_tag",
            Int.of(tag),
            "digest",
            hex)
        .as(tag + " " + algorithm + " " + digest + " " + PythonText.str(hex));
  }

  private static DnsData key(Data d) {
    int flags = d.pair();
    int protocol = d.octet();
    int algorithm = d.octet();
    String key = Base64.getEncoder().encodeToString(d.rest());
    return of(
            "flags",
            Int.of(flags),
            "algorithm",
            Int.of(algorithm),
            "protocol",
            Int.of(protocol),
            "key",
            str(key))
        .as(flags + " " + protocol + " " + algorithm + " " + chunks(key));
  }

  /// RFC 4034, section 3; the real plug-in never finds these, since dnspython wants to know first
  /// which type they sign.
  private static String signature(Data d) {
    String covered = DnsTypes.typeName(d.pair());
    String numbers = d.octet() + " " + d.octet() + " " + d.four();
    String times = moment(d.four()) + " " + moment(d.four());
    String signer = d.pair() + " " + d.name();
    String bytes = chunks(Base64.getEncoder().encodeToString(d.rest()));
    return String.join(" ", covered, numbers, times, signer, bytes);
  }

  private static String moment(long seconds) {
    return MOMENT.format(Instant.ofEpochSecond(seconds));
  }

  private static String chunks(String text) {
    var out = new ArrayList<String>();
    for (int i = 0; i < text.length(); i += CHUNK) {
      out.add(text.substring(i, Math.min(text.length(), i + CHUNK)));
    }
    return String.join(" ", out);
  }

  private static DnsData salt(Data d) {
    int algorithm = d.octet();
    int flags = d.octet();
    int iterations = d.pair();
    String salt = HEX.formatHex(d.string());
    return of(
            "algorithm",
            Int.of(algorithm),
            "flags",
            Int.of(flags),
            "iterations",
            Int.of(iterations),
            "salt",
            str(salt))
        .as(algorithm + " " + flags + " " + iterations + " " + (salt.isEmpty() ? "-" : salt));
  }

  private static DnsData pointer(Data d) {
    int order = d.pair();
    int preference = d.pair();
    List<byte[]> texts = List.of(d.string(), d.string(), d.string());
    Value replacement = name(d);
    String quoted = texts.stream().map(DnsData::quoted).collect(Collectors.joining(" "));
    return of(
            "order",
            Int.of(order),
            "preference",
            Int.of(preference),
            "flags",
            text(texts.get(0)),
            "service",
            text(texts.get(1)),
            "regexp",
            text(texts.get(2)),
            "replacement",
            replacement)
        .as(order + " " + preference + " " + quoted + " " + PythonText.str(replacement));
  }

  /// A place on earth (RFC 1876): sizes as a digit and a power of ten, in centimetres; angles in
  /// thousandths of seconds around 2^31; the altitude from 100 km below.
  private static DnsData place(Data d) {
    d.octet();
    double size = power(d.octet());
    double horizontal = power(d.octet());
    double vertical = power(d.octet());
    List<Integer> latitude = angle(d.four());
    List<Integer> longitude = angle(d.four());
    double altitude = d.four() - 10_000_000d;
    return of(
            "latitude",
            tuple(latitude),
            "longitude",
            tuple(longitude),
            "altitude",
            Real.of(altitude),
            "size",
            Real.of(size),
            "horizontal_precision",
            Real.of(horizontal),
            "vertical_precision",
            Real.of(vertical))
        .as(
            "%s %s %s %s %s%s"
                .formatted(
                    degrees(latitude),
                    latitude.getLast() > 0 ? "N" : "S",
                    degrees(longitude),
                    longitude.getLast() > 0 ? "E" : "W",
                    metres(altitude),
                    sizes(size, horizontal, vertical)));
  }

  /// Only said when one is not what it is without being said.
  private static String sizes(double size, double horizontal, double vertical) {
    return size == 100 && horizontal == 1_000_000 && vertical == 1000
        ? ""
        : " " + metres(size) + " " + metres(horizontal) + " " + metres(vertical);
  }

  private static double power(int coded) {
    return (coded >> 4) * Math.pow(10, coded & 15);
  }

  private static List<Integer> angle(long coded) {
    long around = coded - (1L << 31);
    int rest = (int) Math.abs(around);
    return List.of(
        rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000, around < 0 ? -1 : 1);
  }

  private static Value tuple(List<Integer> numbers) {
    return new Seq(numbers.stream().<Value>map(Int::of).toList(), Seq.Kind.TUPLE, Tag.REMOTE);
  }

  private static String degrees(List<Integer> angle) {
    return "%d %d %d.%03d".formatted(angle.get(0), angle.get(1), angle.get(2), angle.get(3));
  }

  private static String metres(double centimetres) {
    return String.format(Locale.ROOT, "%.2fm", centimetres / 100);
  }

  private static String unknown(byte[] bytes) {
    return "\\# " + bytes.length + (bytes.length == 0 ? "" : " " + HEX.formatHex(bytes));
  }

  private static String quoted(byte[] bytes) {
    var out = new StringBuilder("\"");
    for (byte b : bytes) {
      int c = b & 0xff;
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= ' ' && c < 127) {
        out.append((char) c);
      } else {
        out.append("\\%03d".formatted(c));
      }
    }
    return out.append('"').toString();
  }

  private DnsData as(String otherText) {
    return new DnsData(fields, otherText);
  }
}
