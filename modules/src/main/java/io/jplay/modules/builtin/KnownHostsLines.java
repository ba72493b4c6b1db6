package io.jplay.modules.builtin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The lines of a file of known hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
final class KnownHostsLines {
  private static final String HASHED = "|1|";
  private static final int SALT_LENGTH = 20;

  /// A line that holds a key. `marker` is empty or `@cert-authority`, `@revoked`; `text` the line.
  record Entry(String marker, String hosts, String type, String key, String text) {
    static Entry parse(String text) {
      String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("[ \t]+")));
      String marker = words.getFirst().startsWith("@") ? words.removeFirst() : "";
      return new Entry(marker, word(words, 0), word(words, 1), word(words, 2), line);
    }

    private static String word(List<String> words, int index) {
      return index < words.size() ? words.get(index) : "";
    }

    private boolean isHashed() {
      return hosts.startsWith(HASHED);
    }

    /// Whether the key is one of the host.
    boolean names(String host) {
      String wanted = host.toLowerCase(Locale.ROOT);
      if (key.isEmpty()) {
        return false;
      }
      if (isHashed()) {
        String[] parts = hosts.split("\\|", -1);
        return parts.length == 4 && parts[3].equals(digest(wanted, decoded(parts[2])));
      }
      boolean named = false;
      for (String pattern : hosts.toLowerCase(Locale.ROOT).split(",")) {
        boolean denied = pattern.startsWith("!");
        if (glob(denied ? pattern.substring(1) : pattern).matcher(wanted).matches()) {
          if (denied) {
            return false;
          }
          named = true;
        }
      }
      return named;
    }

    private static Pattern glob(String pattern) {
      return Pattern.compile(
          Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    private static byte[] decoded(String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }

    /// The same with a hash in place of its names. The salt comes from name and key: a decision has
    /// no random numbers, and hides names from readers of the file only.
    Entry hashed(String host) {
      String wanted = host.toLowerCase(Locale.ROOT);
      byte[] salt = Arrays.copyOf(sha256(wanted + " " + key), SALT_LENGTH);
      String hash = HASHED + Base64.getEncoder().encodeToString(salt) + "|" + digest(wanted, salt);
      return new Entry(marker, hash, type, key, text.replaceFirst(Pattern.quote(hosts), hash));
    }

    /// Whether two lines say the same; of hashed names it is enough that both are the host's.
    private boolean says(Entry other) {
      boolean sameHosts = isHashed() && other.isHashed() || hosts.equals(other.hosts);
      return sameHosts
          && marker.equals(other.marker)
          && type.equals(other.type)
          && key.equals(other.key);
    }

    private static byte[] sha256(String text) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String digest(String host, byte[] salt) {
      if (salt.length == 0) {
        return "";
      }
      try {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final List<String> lines;

  KnownHostsLines(String text) {
    this.lines = text.lines().toList();
  }

  /// Where the host has a key of the type, or that very key; -1 for nowhere.
  private int find(String host, Entry wanted) {
    for (int i = 0; i < lines.size(); i++) {
      if (isKey(lines.get(i))) {
        Entry entry = Entry.parse(lines.get(i));
        if (entry.names(host)
            && entry.marker().equals(wanted.marker())
            && (entry.says(wanted) || entry.type().equals(wanted.type()))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean isKey(String line) {
    return !line.isBlank() && !line.stripLeading().startsWith("#");
  }

  /// The text with a key in place of the host's key of the same type, or at the end.
  String with(String host, Entry wanted) {
    int at = find(host, wanted);
    if (at >= 0 && Entry.parse(lines.get(at)).says(wanted)) {
      return joined(lines);
    }
    var changed = new ArrayList<>(lines);
    if (at >= 0) {
      changed.remove(at);
    }
    changed.add(wanted.text());
    return joined(changed);
  }

  /// The text without the host's key of the type, or without all its keys.
  String without(String host, Optional<Entry> key) {
    var changed = new ArrayList<>(lines);
    if (key.isPresent()) {
      int at = find(host, key.get());
      if (at >= 0) {
        changed.remove(at);
      }
    } else {
      changed.removeIf(line -> isKey(line) && Entry.parse(line).names(host));
    }
    return joined(changed);
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
