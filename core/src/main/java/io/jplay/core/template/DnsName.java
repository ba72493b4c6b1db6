package io.jplay.core.template;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A full domain name: its labels as bytes in Latin-1 texts, without the root's. Read and written
/// with the escapes of zone files (RFC 1035, `\.` and `\DDD`).
record DnsName(List<String> labels) {
  private static final String ESCAPED = "\"().;\\@$";
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST = 255;

  DnsName {
    labels = List.copyOf(labels);
  }

  static DnsName parse(String text) throws DnsFailure {
    var labels = new ArrayList<String>();
    var label = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && text.length() > 1) {
        labels.add(checked(label.toString()));
        label.setLength(0);
      } else if (c == '\\') {
        i = escape(text, i, label);
      } else if (c != '.') {
        label.append(c);
      }
    }
    if (!label.isEmpty()) {
      labels.add(checked(label.toString()));
    }
    var name = new DnsName(labels);
    if (name.wire().length > LONGEST) {
      throw refused("A DNS name is > 255 octets long.");
    }
    return name;
  }

  private static int escape(String text, int at, StringBuilder label) throws DnsFailure {
    int next = at + 1;
    if (next < text.length() && !Character.isDigit(text.charAt(next))) {
      label.append(text.charAt(next));
      return next;
    }
    String digits = text.substring(next, Math.min(text.length(), next + 3));
    if (!digits.matches("[0-9]{3}") || Integer.parseInt(digits) > LONGEST) {
      throw refused("An escaped code in a text format of DNS name is invalid.");
    }
    label.append((char) Integer.parseInt(digits));
    return next + 2;
  }

  private static String checked(String label) throws DnsFailure {
    if (label.isEmpty()) {
      throw refused("A DNS label is empty.");
    }
    String bytes = label;
    if (label.chars().anyMatch(c -> c > 127)) {
      try {
        bytes = IDN.toASCII(label);
      } catch (IllegalArgumentException e) {
        throw refused("The IDNA codec cannot encode the label.");
      }
    }
    if (bytes.length() > LONGEST_LABEL) {
      throw refused("A DNS label is > 63 octets long.");
    }
    return bytes;
  }

  private static DnsFailure refused(String why) {
    return new DnsFailure(DnsFailure.Kind.QUESTION, why);
  }

  /// The name under which the name of an address is asked for; empty when it is no address.
  static Optional<DnsName> reverse(String address) {
    return IpNetwork.parse(address).filter(n -> !address.contains("/")).map(DnsName::reverse);
  }

  private static DnsName reverse(IpNetwork network) {
    boolean isFour = network.version() == 4;
    int bits = isFour ? 8 : 4;
    var labels = new ArrayList<String>();
    BigInteger rest = network.address();
    for (int i = 0; i < (isFour ? 4 : 32); i++) {
      labels.add(Integer.toString(rest.intValue() & ((1 << bits) - 1), isFour ? 10 : 16));
      rest = rest.shiftRight(bits);
    }
    labels.addAll(isFour ? List.of("in-addr", "arpa") : List.of("ip6", "arpa"));
    return new DnsName(labels);
  }

  byte[] wire() {
    var out = new ByteArrayOutputStream();
    for (String label : labels) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    out.write(0);
    return out.toByteArray();
  }

  boolean isSame(DnsName other) {
    return toString().equalsIgnoreCase(other.toString());
  }

  /// With the dot of the root at its end.
  @Override
  public String toString() {
    var out = new StringBuilder();
    for (String label : labels) {
      label
          .chars()
          .forEach(c -> {
            if (ESCAPED.indexOf(c) >= 0) {
              out.append('\\').append((char) c);
            } else if (c > ' ' && c < 127) {
              out.append((char) c);
            } else {
              out.append("\\%03d".formatted(c));
            }
          });
      out.append('.');
    }
    return out.isEmpty() ? "." : out.toString();
  }
}
