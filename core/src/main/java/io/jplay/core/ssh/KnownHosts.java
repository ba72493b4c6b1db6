package io.jplay.core.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/// The lines of known_hosts files that concern one host, with OpenSSH's verdicts. Read anew for
/// each connection: another host's thread, or ssh itself, may have added a key.
final class KnownHosts {
  /// What OpenSSH would decide.
  sealed interface Verdict {
    record Known() implements Verdict {}

    record Unknown() implements Verdict {}

    /// Another key is known for the host, at this line.
    record Changed(Line line) implements Verdict {}

    record Revoked(Line line) implements Verdict {}

    /// A certificate of a trusted authority that does not hold for this host now.
    record Invalid(String why) implements Verdict {}
  }

  enum Marker {
    NONE,
    AUTHORITY,
    REVOKED
  }

  /// A line that matches the host.
  record Line(Path file, int number, Marker marker, String type, PublicKey key) {
    String place() {
      return file + ":" + number;
    }
  }

  private final String host;
  private final List<Line> lines;

  private KnownHosts(String host, List<Line> lines) {
    this.host = host;
    this.lines = lines;
  }

  /// `host` is a name or `[name]:port`, in lower case.
  static KnownHosts read(List<Path> files, String host) {
    var lines = new ArrayList<Line>();
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        continue;
      }
      try {
        List<String> text = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.size(); i++) {
          parse(file, i + 1, text.get(i), host).ifPresent(lines::add);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return new KnownHosts(host, lines);
  }

  private static Optional<Line> parse(Path file, int number, String text, String host) {
    String[] words = text.strip().split("[ \\t]+", 5);
    if (words[0].isEmpty() || words[0].startsWith("#")) {
      return Optional.empty();
    }
    Marker marker =
        switch (words[0]) {
          case "@cert-authority" -> Marker.AUTHORITY;
          case "@revoked" -> Marker.REVOKED;
          default -> Marker.NONE;
        };
    int at = marker == Marker.NONE ? 0 : 1;
    if (words[0].startsWith("@") && at == 0 || words.length < at + 3) {
      return Optional.empty();
    }
    if (!names(words[at], host)) {
      return Optional.empty();
    }
    try {
      PublicKey key =
          PublicKeyEntry.parsePublicKeyEntry(words[at + 1] + " " + words[at + 2])
              .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
      return Optional.of(new Line(file, number, marker, words[at + 1], key));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // a key of a type that is not supported is skipped, as ssh does
      return Optional.empty();
    }
  }

  /// Whether the host field of a line names the host: hashed, or a list of patterns.
  private static boolean names(String field, String host) {
    if (field.startsWith("|1|")) {
      String[] parts = field.split("\\|");
      try {
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        return Arrays.equals(hash, hash(salt, host));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return false;
      }
    }
    return SshWords.matches(List.of(field.toLowerCase(Locale.ROOT).split(",")), host);
  }

  private static byte[] hash(byte[] salt, String host) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt.length == 0 ? new byte[1] : salt, "HmacSHA1"));
      return mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  Verdict check(PublicKey key) {
    for (Line line : lines) {
      if (line.marker() == Marker.REVOKED && isRevoked(key, line)) {
        return new Verdict.Revoked(line);
      }
    }
    if (key instanceof OpenSshCertificate certificate) {
      return checkCertificate(certificate);
    }
    Optional<Line> other = Optional.empty();
    for (Line line : lines) {
      if (line.marker() != Marker.NONE) {
        continue;
      }
      if (KeyUtils.compareKeys(line.key(), key)) {
        return new Verdict.Known();
      }
      // a key of another type counts too, as for ssh: the server was asked for the known types
      other = other.or(() -> Optional.of(line));
    }
    return other.<Verdict>map(Verdict.Changed::new).orElseGet(Verdict.Unknown::new);
  }

  private static boolean isRevoked(PublicKey key, Line line) {
    if (key instanceof OpenSshCertificate certificate) {
      return KeyUtils.compareKeys(line.key(), certificate.getCaPubKey())
          || KeyUtils.compareKeys(line.key(), certificate.getCertPubKey());
    }
    return KeyUtils.compareKeys(line.key(), key);
  }

  private Verdict checkCertificate(OpenSshCertificate certificate) {
    boolean trusted =
        lines.stream()
            .anyMatch(line ->
                line.marker() == Marker.AUTHORITY
                    && KeyUtils.compareKeys(line.key(), certificate.getCaPubKey()));
    if (!trusted) {
      return check(certificate.getCertPubKey());
    }
    if (certificate.getType() != OpenSshCertificate.Type.HOST) {
      return new Verdict.Invalid("it is not a host certificate");
    }
    if (!OpenSshCertificate.isValidAt(certificate, Instant.now())) {
      return new Verdict.Invalid("it has expired or is not yet valid");
    }
    Collection<String> principals = certificate.getPrincipals();
    String name = principal(host);
    if (principals.stream().noneMatch(pattern -> SshWords.matches(pattern, name))) {
      return new Verdict.Invalid("it is for " + String.join(", ", principals));
    }
    return new Verdict.Known();
  }

  /// Certificates name hosts without ports.
  static String principal(String host) {
    return host.startsWith("[") ? host.substring(1, Math.max(1, host.indexOf(']'))) : host;
  }

  boolean isEmpty() {
    return lines.stream().noneMatch(line -> line.marker() == Marker.NONE);
  }

  boolean hasAuthority() {
    return lines.stream().anyMatch(line -> line.marker() == Marker.AUTHORITY);
  }

  /// The key types that are known for the host: the server is asked for these first, or it would
  /// show a key that nobody has seen.
  List<String> types() {
    return lines.stream()
        .filter(line -> line.marker() == Marker.NONE)
        .map(Line::type)
        .distinct()
        .toList();
  }

  /// A name that only those can read who know it already (`HashKnownHosts`).
  static String hashed(String host) {
    var salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash(salt, host));
  }

  /// Remembers a key, in one write so that hosts added at the same time do not mix. `host` is a
  /// name, or a hashed one.
  static void add(Path file, String host, PublicKey key) throws IOException {
    Path directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.lock()) {
      long size = channel.size();
      String line = host + " " + PublicKeyEntry.toString(key) + "\n";
      if (size > 0 && lock.isValid()) {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        line = (last.get(0) == '\n' ? "" : "\n") + line;
      }
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), size);
    }
  }
}
