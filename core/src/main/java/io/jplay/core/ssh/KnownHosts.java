package io.jplay.core.ssh;

import java.io.IOException;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/// The lines of known_hosts files that concern one host, with OpenSSH's verdicts.
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
  static KnownHosts read(KnownHostsFiles known, List<Path> files, String host) {
    var lines = new ArrayList<Line>();
    for (Path file : files) {
      for (KnownHostsFiles.Entry entry : known.of(file, host)) {
        decoded(file, entry).ifPresent(lines::add);
      }
    }
    return new KnownHosts(host, lines);
  }

  private static Optional<Line> decoded(Path file, KnownHostsFiles.Entry entry) {
    try {
      PublicKey key =
          PublicKeyEntry.parsePublicKeyEntry(entry.type() + " " + entry.key())
              .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
      return Optional.of(new Line(file, entry.number(), entry.marker(), entry.type(), key));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // a key of a type that is not supported is skipped, as ssh does
      return Optional.empty();
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
    return KnownHostsFiles.hashed(salt, host);
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
