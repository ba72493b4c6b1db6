package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/// The files of ssh's option RevokedHostKeys: public keys, one on each line, or a key revocation
/// list, that are never accepted. Like ssh, a file that cannot be read refuses every host.
final class RevokedKeys {
  private RevokedKeys() {}

  /// Why the key may not be used; empty when no file says anything against it.
  static Optional<String> refusal(List<Path> files, PublicKey key) {
    for (Path file : files) {
      try {
        if (revokes(file, key)) {
          return Optional.of("The host's key is revoked by %s.".formatted(file));
        }
      } catch (FileSystemException e) {
        return Optional.of("The file of RevokedHostKeys, %s, cannot be read.".formatted(file));
      } catch (IOException e) {
        return Optional.of("The file of RevokedHostKeys, %s, %s.".formatted(file, e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static boolean revokes(Path file, PublicKey key) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.startsWith(RevocationList.MAGIC)
        ? RevocationList.parse(bytes).revokes(key)
        : text.lines().anyMatch(line -> names(line, key));
  }

  private static boolean names(String line, PublicKey key) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return false;
    }
    try {
      PublicKey revoked = SshKeyFile.parsePublicKey(text);
      return key instanceof OpenSshCertificate certificate
          ? KeyUtils.compareKeys(revoked, certificate.getCaPubKey())
              || KeyUtils.compareKeys(revoked, certificate.getCertPubKey())
          : KeyUtils.compareKeys(revoked, key);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // a key of a type that is not supported is not this one
      return false;
    }
  }
}
