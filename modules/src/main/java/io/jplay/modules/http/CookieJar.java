package io.jplay.modules.http;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The cookies of an answer as a client keeps them: one of each domain, path and name, the last of
/// which counts; none that are over or for another host. In the order of Python's jar, whose
/// results playbooks read: all of a domain together, and within it all of a path.
public final class CookieJar {
  /// A cookie; `value` is empty where there is a bare name.
  public record Cookie(String name, Optional<String> value) {}

  private final Map<String, Map<String, Map<String, Cookie>>> byDomain = new LinkedHashMap<>();

  private CookieJar() {}

  public static List<Cookie> of(HttpAnswer answer) {
    var jar = new CookieJar();
    answer.cookies().forEach(line -> jar.put(line, answer));
    var all = new ArrayList<Cookie>();
    jar.byDomain.values().forEach(paths -> paths.values().forEach(c -> all.addAll(c.values())));
    return all;
  }

  private void put(String line, HttpAnswer answer) {
    String[] parts = line.split(";");
    String pair = parts[0].strip();
    int equals = pair.indexOf('=');
    String name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
    if (name.isEmpty()) {
      return;
    }
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].strip().split("=", 2);
      attributes.put(words[0].strip().toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "");
    }
    String domain = attributes.getOrDefault("domain", "").strip().toLowerCase(Locale.ROOT);
    if (!isFor(domain, host(answer))) {
      return;
    }
    Map<String, Cookie> there =
        byDomain
            .computeIfAbsent(domain, key -> new LinkedHashMap<>())
            .computeIfAbsent(
                attributes.getOrDefault("path", folder(answer)), key -> new LinkedHashMap<>());
    if (isOver(attributes, answer)) {
      there.remove(name);
      return;
    }
    there.put(
        name,
        new Cookie(
            name, equals < 0 ? Optional.empty() : Optional.of(pair.substring(equals + 1).strip())));
  }

  private static boolean isFor(String domain, String host) {
    String plain = domain.startsWith(".") ? domain.substring(1) : domain;
    return plain.isEmpty() || host.equals(plain) || host.endsWith("." + plain);
  }

  private static String host(HttpAnswer answer) {
    return part(answer, true);
  }

  /// What a cookie without a path is for: the directory of the address.
  private static String folder(HttpAnswer answer) {
    String path = part(answer, false);
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static String part(HttpAnswer answer, boolean host) {
    try {
      URI uri = URI.create(answer.url());
      String text = host ? uri.getHost() : uri.getRawPath();
      return text == null ? "" : text.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return ""; // an address that only the client understands
    }
  }

  private static boolean isOver(Map<String, String> attributes, HttpAnswer answer) {
    if (attributes.containsKey("max-age")) {
      return attributes.get("max-age").strip().matches("-\\d+|0+");
    }
    // by the server's own clock; one that tells no time meets only what is long over
    Instant now = time(answer.headers().getOrDefault("date", "")).orElse(Instant.EPOCH);
    return time(attributes.getOrDefault("expires", "")).filter(t -> !t.isAfter(now)).isPresent();
  }

  private static Optional<Instant> time(String text) {
    try {
      String rfc = text.strip().replaceFirst("(\\d)-(\\w{3})-(\\d)", "$1 $2 $3");
      return rfc.isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(rfc)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
