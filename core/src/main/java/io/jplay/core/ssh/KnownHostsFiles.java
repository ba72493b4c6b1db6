package io.jplay.core.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The known_hosts files of a run. While it goes on another host's thread, or ssh itself, may add a
/// key to them. Thread-safe.
final class KnownHostsFiles {
  /// A line with a key, not yet decoded: most lines are about other hosts.
  record Entry(int number, KnownHosts.Marker marker, String type, String key) {}

  private record Hashed(byte[] salt, byte[] hash, Entry entry) {}

  private record Patterned(List<String> patterns, Entry entry) {}

  /// The lines of a file: by name where they hold names, else in their order.
  private record Parsed(
      Map<String, List<Entry>> named, List<Patterned> patterned, List<Hashed> hashed) {}

  private final ParsedFiles<Parsed> files = new ParsedFiles<>(KnownHostsFiles::parse);

  /// The lines of a file that name the host, in their order. `host` is a name or `[name]:port`, in
  /// lower case. None where there is no file that may be read.
  List<Entry> of(Path file, String host) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try {
      Parsed parsed = files.of(file);
      var found = new ArrayList<>(parsed.named().getOrDefault(host, List.of()));
      for (Patterned line : parsed.patterned()) {
        if (SshWords.matches(line.patterns(), host)) {
          found.add(line.entry());
        }
      }
      addHashed(parsed.hashed(), host, found);
      found.sort(Comparator.comparingInt(Entry::number));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Parsed parse(List<String> lines) {
    var parsed = new Parsed(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < lines.size(); i++) {
      parse(i + 1, lines.get(i), parsed);
    }
    return parsed;
  }

  private static void parse(int number, String text, Parsed into) {
    String[] words = text.strip().split("[ \\t]+", 5);
    if (words[0].isEmpty() || words[0].startsWith("#")) {
      return;
    }
    KnownHosts.Marker marker =
        switch (words[0]) {
          case "@cert-authority" -> KnownHosts.Marker.AUTHORITY;
          case "@revoked" -> KnownHosts.Marker.REVOKED;
          default -> KnownHosts.Marker.NONE;
        };
    int at = marker == KnownHosts.Marker.NONE ? 0 : 1;
    if (words[0].startsWith("@") && at == 0 || words.length < at + 3) {
      return;
    }
    var entry = new Entry(number, marker, words[at + 1], words[at + 2]);
    if (words[at].startsWith("|1|")) {
      parseHashed(words[at], entry, into);
      return;
    }
    List<String> names = List.of(words[at].toLowerCase(Locale.ROOT).split(","));
    if (names.stream().anyMatch(KnownHostsFiles::isPattern)) {
      into.patterned().add(new Patterned(names, entry));
    } else {
      names.stream()
          .distinct()
          .forEach(name -> into.named().computeIfAbsent(name, n -> new ArrayList<>()).add(entry));
    }
  }

  private static boolean isPattern(String name) {
    return name.startsWith("!") || name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  private static void parseHashed(String field, Entry entry, Parsed into) {
    String[] parts = field.split("\\|");
    try {
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] hash = Base64.getDecoder().decode(parts[3]);
      into.hashed().add(new Hashed(salt, hash, entry));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // a line that names no host, as ssh sees it
    }
  }

  /// Whoever made the file wanted this to be slow: each line has a salt of its own.
  private static void addHashed(List<Hashed> lines, String host, List<Entry> found) {
    if (lines.isEmpty()) {
      return;
    }
    Mac mac = mac();
    byte[] name = host.getBytes(StandardCharsets.UTF_8);
    for (Hashed line : lines) {
      if (Arrays.equals(line.hash(), hash(mac, line.salt(), name))) {
        found.add(line.entry());
      }
    }
  }

  /// The field of a line that only those can read who know the name already.
  static String hashed(byte[] salt, String host) {
    Base64.Encoder base64 = Base64.getEncoder();
    byte[] hash = hash(mac(), salt, host.getBytes(StandardCharsets.UTF_8));
    return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
  }

  private static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  private static byte[] hash(Mac mac, byte[] salt, byte[] host) {
    try {
      mac.init(new SecretKeySpec(salt.length == 0 ? new byte[1] : salt, "HmacSHA1"));
      return mac.doFinal(host);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA1 takes any key", e);
    }
  }
}
