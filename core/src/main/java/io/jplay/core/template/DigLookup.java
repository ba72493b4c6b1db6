package io.jplay.core.template;

import io.jplay.core.template.DnsMessage.Answer;
import io.jplay.core.template.DnsMessage.Question;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lookup `dig`: records of the domain name system. Its terms are names, `name/TYPE`,
/// `@servers` and words `option=value`, which stand over the options of the call.
final class DigLookup {
  private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");
  private static final int DNS_PORT = 53;
  private static final List<String> TYPES =
      List.of(
          "A",
          "ALL",
          "AAAA",
          "CAA",
          "CNAME",
          "DNAME",
          "DNSKEY",
          "DS",
          "HINFO",
          "LOC",
          "MX",
          "NAPTR",
          "NS",
          "NSEC3PARAM",
          "PTR",
          "RP",
          "RRSIG",
          "SOA",
          "SPF",
          "SRV",
          "SSHFP",
          "TLSA",
          "TXT");
  private static final Set<String> WORDS =
      Set.of("qtype", "flat", "class", "retry_servfail", "fail_on_error", "real_empty", "tcp");
  private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes", "on");
  private static final Set<String> FALSE = Set.of("0", "f", "false", "n", "no", "off");

  private final LookupOptions options;
  private final List<String> domains = new ArrayList<>();
  private final List<String> servers = new ArrayList<>();
  private final Map<String, String> words = new LinkedHashMap<>();
  private String type;

  private DigLookup(LookupOptions options) {
    this.options = options;
    this.type = options.text("qtype", "A");
  }

  static Seq records(Seq terms, LookupOptions options) {
    var lookup = new DigLookup(options);
    lookup.checkOptions();
    for (String term : LookupOptions.paths(terms, options.eval())) {
      lookup.take(term);
    }
    return lookup.answers();
  }

  private void checkOptions() {
    if (!TYPES.contains(type)) {
      throw options
          .eval()
          .lookupError(
              ("Invalid value \"%s\" for configuration option \"plugin_type: lookup plugin:"
                      + " ansible_collections.community.general.plugins.lookup.dig setting: qtype"
                      + " \", valid values are: %s")
                  .formatted(type, String.join(", ", TYPES)));
    }
    number("flat", 1);
    number("port", DNS_PORT);
  }

  private int number(String name, int otherwise) {
    Optional<String> given = options.text(name);
    return given.isEmpty()
        ? otherwise
        : PythonNumbers.parseInteger(given.get().strip(), 10)
            .orElseThrow(() ->
                options
                    .eval()
                    .lookupError(
                        ("Invalid type for configuration option plugin_type: lookup plugin:"
                                + " ansible_collections.community.general.plugins.lookup.dig"
                                + " setting: %s (from Direct): ")
                            .formatted(name)))
            .intValue();
  }

  private void take(String term) {
    int equals = term.indexOf('=');
    int slash = term.indexOf('/');
    if (term.startsWith("@")) {
      servers.addAll(PythonStrings.split(term.substring(1), ",", -1));
    } else if (equals >= 0) {
      String name = term.substring(0, equals);
      String value = term.substring(equals + 1);
      if (name.equals("qtype")) {
        type = value;
      } else if (WORDS.contains(name)) {
        words.put(name, checked(name, value));
      }
    } else if (slash >= 0 && slash == term.lastIndexOf('/')) {
      domains.add(term.substring(0, slash));
      type = term.substring(slash + 1);
    } else {
      domains.add(term);
    }
  }

  private String checked(String name, String value) {
    String lower = value.toLowerCase(Locale.ROOT).strip();
    boolean isFlag = !name.equals("flat") && !name.equals("class");
    if (isFlag && !TRUE.contains(lower) && !FALSE.contains(lower)) {
      throw options
          .eval()
          .error(
              "The value '" + value + "' is not a valid boolean.  Valid booleans include: yes, no");
    }
    if (name.equals("flat") && PythonNumbers.parseInteger(value.strip(), 10).isEmpty()) {
      throw options
          .eval()
          .error("invalid literal for int() with base 10: " + PythonText.quote(value));
    }
    return value;
  }

  private boolean flag(String name) {
    return words.containsKey(name)
        ? TRUE.contains(words.getOrDefault(name, "").toLowerCase(Locale.ROOT).strip())
        : options.flag(name, false);
  }

  private boolean isFlat() {
    return PythonNumbers.parseInteger(words.getOrDefault("flat", "").strip(), 10)
        .map(n -> n.signum() != 0)
        .orElseGet(() -> number("flat", 1) != 0);
  }

  private Seq answers() {
    boolean leavesOutEmpty = flag("real_empty") || domains.size() > 1;
    var out = new ArrayList<Value>();
    try {
      int dnsClass = dnsClass();
      var client =
          new DnsClient(addresses(), number("port", DNS_PORT), flag("tcp"), flag("retry_servfail"));
      for (String domain : domains) {
        try {
          client.ask(question(domain, dnsClass)).forEach(answer -> out.add(shown(answer)));
        } catch (DnsFailure e) {
          empty(e, leavesOutEmpty).ifPresent(out::add);
        }
      }
    } catch (DnsFailure e) {
      throw options.eval().error(e.text());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw options.eval().error("dns.resolver unhandled exception The DNS packet is malformed.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw options.eval().error("interrupted while lookup dig waited");
    }
    return Call.list(out);
  }

  private int dnsClass() throws DnsFailure {
    try {
      return DnsTypes.dnsClass(words.getOrDefault("class", options.text("class", "IN")));
    } catch (DnsFailure e) {
      throw new DnsFailure(e.kind(), "dns lookup illegal CLASS: " + e.text());
    }
  }

  private Question question(String domain, int dnsClass) throws DnsFailure {
    Optional<DnsName> reverse =
        type.equalsIgnoreCase("PTR") ? DnsName.reverse(domain) : Optional.empty();
    DnsName name = reverse.isPresent() ? reverse.get() : DnsName.parse(domain);
    return new Question(name, DnsTypes.type(type), dnsClass);
  }

  /// What stands for a domain without records; fails when the user wants that, and for questions
  /// that cannot be asked.
  private Optional<Value> empty(DnsFailure e, boolean leavesOut) throws DnsFailure {
    if (e.kind() == DnsFailure.Kind.QUESTION) {
      throw new DnsFailure(e.kind(), "dns.resolver unhandled exception " + e.text());
    }
    if (flag("fail_on_error")) {
      throw new DnsFailure(e.kind(), "Lookup failed: " + e.text());
    }
    return leavesOut
        ? Optional.empty()
        : Optional.of(Str.of(e.kind() == DnsFailure.Kind.NO_NAME ? "NXDOMAIN" : ""));
  }

  private Value shown(Answer answer) {
    DnsData data = DnsData.of(answer);
    if (isFlat()) {
      boolean isText = answer.type() == DnsTypes.TXT;
      String text = data.text();
      return new Str(isText ? text.substring(1, text.length() - 1) : text, Tag.REMOTE);
    }
    var fields = new LinkedHashMap<Value, Value>();
    data.fields().forEach((name, value) -> fields.put(Str.of(name), value));
    fields.put(Str.of("owner"), new Str(answer.name().toString(), Tag.REMOTE));
    fields.put(Str.of("type"), Str.of(DnsTypes.typeName(answer.type())));
    fields.put(Str.of("ttl"), Int.of(answer.ttl()));
    fields.put(Str.of("class"), Str.of(DnsTypes.className(answer.dnsClass())));
    return new Dict(fields, Tag.REMOTE);
  }

  /// The servers of the terms, or the system's. Names among them are asked of the system's.
  private List<InetAddress> addresses() throws DnsFailure, InterruptedException {
    if (servers.isEmpty()) {
      return system();
    }
    var out = new ArrayList<InetAddress>();
    for (String server : servers) {
      Optional<InetAddress> literal = literal(server);
      if (literal.isPresent()) {
        out.add(literal.get());
      } else {
        out.addAll(named(server));
      }
    }
    return out;
  }

  private List<InetAddress> named(String server) throws DnsFailure, InterruptedException {
    var client = new DnsClient(system(), DNS_PORT, false, false);
    try {
      var out = new ArrayList<InetAddress>();
      for (Answer answer :
          client.ask(new Question(DnsName.parse(server), DnsTypes.A, DnsTypes.IN))) {
        literal(DnsData.of(answer).text()).ifPresent(out::add);
      }
      return out;
    } catch (DnsFailure e) {
      throw new DnsFailure(e.kind(), "dns lookup NS: " + e.text());
    }
  }

  private List<InetAddress> system() {
    var out = new ArrayList<InetAddress>();
    String text;
    try {
      text = new String(options.eval().environment().read(CONFIGURATION), StandardCharsets.UTF_8);
    } catch (IOException e) {
      text = "";
    }
    for (String line : PythonStrings.lines(text, false)) {
      List<String> parts = PythonStrings.words(line, -1);
      if (parts.size() > 1 && parts.getFirst().equals("nameserver")) {
        literal(parts.get(1)).ifPresent(out::add);
      }
    }
    return out.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : out;
  }

  /// Only texts that are addresses, so that Java asks nobody.
  private static Optional<InetAddress> literal(String text) {
    String plain = text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    if (plain.contains("/") || IpNetwork.parse(plain).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
