package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/// The files of ssh's option RevokedHostKeys: public keys, one on each line, that are never
/// accepted. Like ssh, a file that cannot be read refuses every host. So does a binary revocation
/// list (KRL), which jplay does not read: going on without it would be the wrong default.
final class RevokedKeys {
  private static final String KRL = "SSHKRL\n";

  private RevokedKeys() {}

  /// Why the key may not be used; empty when no file says anything against it.
  static Optional<String> refusal(List<Path> files, PublicKey key) {
    for (Path file : files) {
      String text;
      try {
        text = Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return Optional.of("The file of RevokedHostKeys, %s, cannot be read.".formatted(file));
      }
      if (text.startsWith(KRL)) {
        return Optional.of(
            "%s (RevokedHostKeys) is a key revocation list; jplay reads only lists of public keys."
                .formatted(file));
      }
      if (text.lines().anyMatch(line -> names(line, key))) {
        return Optional.of("The host's key is revoked by %s.".formatted(file));
      }
    }
    return Optional.empty();
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
