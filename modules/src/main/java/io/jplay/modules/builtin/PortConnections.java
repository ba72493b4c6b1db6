package io.jplay.modules.builtin;

import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The TCP connections of a port, as the kernel of a Linux host lists them, and which of them keep
/// it from being drained: those in one of the states, at the address that is asked for, to nobody
/// who is left out.
///
/// @param local addresses as /proc/net has them; one of only zeros stands for all of its family
record PortConnections(Set<String> local, Set<String> leftOut, List<String> lines) {
  /// States by the kernel's numbers, as the option names them.
  private static final Map<String, String> STATES =
      Map.of(
          "01", "ESTABLISHED",
          "02", "SYN_SENT",
          "03", "SYN_RECV",
          "04", "FIN_WAIT1",
          "05", "FIN_WAIT2",
          "06", "TIME_WAIT");

  private static final String MAPPED = "0000000000000000FFFF0000";

  static Set<String> states() {
    return Set.copyOf(STATES.values());
  }

  /// Prints the addresses of the names, and the port's connections.
  static ScriptBuilder script(String host, int port, List<String> leftOut) {
    var script =
        new ScriptBuilder()
            .line("jp_addresses() {")
            .line("case $1 in *[!0-9.]*) ;; *) printf '%s\\n' \"$1\"; return ;; esac")
            .line("case $1 in *:*) printf '%s\\n' \"$1\"; return ;; esac")
            .line("if command -v getent >/dev/null 2>&1; then getent ahosts \"$1\"")
            .line("else awk -v h=\"$1\" '{ for (i = 2; i <= NF; i++) if ($i == h) print $1 }'")
            .line("fi </etc/hosts | awk '!seen[$1]++ { print $1 }'; }")
            .line("printf '\\036local\\n'; jp_addresses {}", host)
            .line("printf '\\036out\\n'");
    leftOut.forEach(name -> script.line("jp_addresses {}", name));
    return script
        .line("printf '\\036connections\\n'")
        .line("awk -v p=\":$(printf '%04X' {})$\" '$2 ~ p {", Integer.toString(port))
        .line(" print $2, $3, $4 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null; :");
  }

  static PortConnections parse(String output) {
    Sections sections = Sections.parse(output);
    return new PortConnections(
        addresses(sections.lines("local")),
        addresses(sections.lines("out")),
        sections.lines("connections"));
  }

  private static Set<String> addresses(List<String> literals) {
    var all = new ArrayList<String>();
    for (String literal : literals) {
      try {
        // the interface behind a percent sign is none of the kernel's list
        all.add(kernels(InetAddress.ofLiteral(literal.replaceFirst("%.*", "")).getAddress()));
      } catch (IllegalArgumentException e) {
        // a tool that names an address in a way of its own names none
      }
    }
    return Set.copyOf(all);
  }

  /// Whether the names meant any address.
  boolean isResolved() {
    return !local.isEmpty();
  }

  /// Four bytes at a time, the last one first.
  private static String kernels(byte[] address) {
    var swapped = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      swapped[i] = address[i / 4 * 4 + 3 - i % 4];
    }
    return HexFormat.of().formatHex(swapped).toUpperCase(Locale.ROOT);
  }

  /// Whether no connection in one of the states is left.
  boolean isDrained(List<String> states) {
    Set<String> active = states.isEmpty() ? STATES.keySet() : Set.of();
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(f -> f.length == 3)
        .filter(f -> active.contains(f[2]) || states.contains(STATES.getOrDefault(f[2], "")))
        .map(f -> new String[] {address(f[0]), address(f[1])})
        .noneMatch(f -> isAmong(local, f[0]) && !leftOut.contains(f[1]));
  }

  /// An IPv4 address in the list of IPv6 is meant by its own form.
  private static String address(String withPort) {
    String address = withPort.substring(0, Math.max(0, withPort.indexOf(':')));
    return address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
  }

  private static boolean isAmong(Set<String> all, String address) {
    return all.contains(address)
        || all.stream().anyMatch(a -> a.length() == address.length() && a.matches("0+"));
  }
}
