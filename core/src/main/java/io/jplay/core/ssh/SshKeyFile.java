package io.jplay.core.ssh;

import io.jplay.core.value.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/// A private key file. Its public half is known without the passphrase (from the `.pub` file beside
/// it, or from the clear part of OpenSSH's format), so that the passphrase is asked for only when
/// the server would take the key.
final class SshKeyFile {
  private final Path path;
  private final String text;
  private final @Nullable PublicKey publicKey;
  private @Nullable KeyPair pair;

  private SshKeyFile(Path path, String text, @Nullable PublicKey publicKey) {
    this.path = path;
    this.text = text;
    this.publicKey = publicKey;
  }

  /// Why a file cannot be used; shown when the login fails.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  static SshKeyFile read(Path path) throws Unusable {
    try {
      checkPermissions(path);
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      if (!text.contains("PRIVATE KEY")) {
        throw new Unusable(path + " holds no private key");
      }
      PublicKey publicKey = readPublicKey(path, text);
      if (publicKey != null && String.valueOf(KeyUtils.getKeyType(publicKey)).startsWith("sk-")) {
        throw new Unusable(
            path + " is a key of a security token: add it to the agent (ssh-add) to use it");
      }
      var key = new SshKeyFile(path, text, publicKey);
      key.decrypt(Optional.empty());
      return key;
    } catch (IOException e) {
      throw new Unusable(path + " cannot be read");
    }
  }

  /// Like ssh: a private key that others may read is not used.
  private static void checkPermissions(Path path) throws IOException, Unusable {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    String text = PosixFilePermissions.toString(permissions);
    if (!text.endsWith("------") && Files.isRegularFile(path)) {
      throw new Unusable(
          "%s is ignored: its permissions are too open (%s; chmod 600)".formatted(path, text));
    }
  }

  private static @Nullable PublicKey readPublicKey(Path path, String text) {
    try {
      Path beside = path.resolveSibling(path.getFileName() + ".pub");
      if (Files.isReadable(beside)) {
        return parsePublicKey(Files.readString(beside, StandardCharsets.ISO_8859_1));
      }
      if (!text.contains("BEGIN OPENSSH PRIVATE KEY")) {
        return null;
      }
      String body = text.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
      var buffer = new ByteArrayBuffer(Base64.getDecoder().decode(body));
      buffer.getRawBytes(new byte["openssh-key-v1\0".length()]);
      buffer.getString();
      buffer.getString();
      buffer.getBytes();
      buffer.getInt();
      return new ByteArrayBuffer(buffer.getBytes()).getRawPublicKey();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return null;
    }
  }

  static PublicKey parsePublicKey(String line) throws IOException, GeneralSecurityException {
    String[] words = line.strip().split("\\s+", 3);
    if (words.length < 2) {
      throw new IOException("not a public key");
    }
    return PublicKeyEntry.parsePublicKeyEntry(words[0] + " " + words[1])
        .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
  }

  /// Reads the private half; false when the passphrase is missing or wrong.
  synchronized boolean decrypt(Optional<Secret> passphrase) throws Unusable {
    if (pair != null) {
      return true;
    }
    FilePasswordProvider provider =
        passphrase
            .map(secret -> FilePasswordProvider.of(secret.reveal()))
            .orElse(FilePasswordProvider.EMPTY);
    try {
      var keys =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(path.toString()),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
              provider);
      if (keys != null) {
        for (KeyPair key : keys) {
          pair = key;
          return true;
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (isEncrypted()) {
        return false;
      }
      throw new Unusable(path + " is not a key that can be used");
    }
    if (isEncrypted()) {
      return false;
    }
    throw new Unusable(path + " is not a key that can be used");
  }

  private boolean isEncrypted() {
    if (text.contains("ENCRYPTED")) {
      return true;
    }
    if (!text.contains("BEGIN OPENSSH PRIVATE KEY")) {
      return false;
    }
    String body = text.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
    try {
      var buffer = new ByteArrayBuffer(Base64.getDecoder().decode(body));
      buffer.getRawBytes(new byte["openssh-key-v1\0".length()]);
      return !buffer.getString().equals("none");
    } catch (RuntimeException e) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  synchronized Optional<KeyPair> pair() {
    return Optional.ofNullable(pair);
  }

  /// Empty for an encrypted key of an old format without its `.pub` file.
  synchronized Optional<PublicKey> publicKey() {
    return pair != null ? Optional.of(pair.getPublic()) : Optional.ofNullable(publicKey);
  }
}
