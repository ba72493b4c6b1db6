package io.jplay.core.vault;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES256 as ansible's vault means it: keys by PBKDF2-HMAC-SHA256 with 10,000 rounds, AES-256 in
/// counter mode over PKCS#7 padded text, HMAC-SHA256 over the ciphertext, checked in constant time
/// before anything is decrypted.
final class VaultCipher {
  private static final int ROUNDS = 10_000;
  private static final int KEY = 32;
  private static final int BLOCK = 16;
  private static final int SALT = 32;
  private static final String HMAC = "HmacSHA256";

  private final SecureRandom random;

  VaultCipher(SecureRandom random) {
    this.random = random;
  }

  VaultEnvelope encrypt(byte[] plaintext, VaultSecret secret) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return encrypt(plaintext, secret, salt);
  }

  VaultEnvelope encrypt(byte[] plaintext, VaultSecret secret, byte[] salt) {
    try {
      Keys keys = Keys.derive(secret.password(), salt);
      int pad = BLOCK - plaintext.length % BLOCK;
      byte[] padded = Arrays.copyOf(plaintext, plaintext.length + pad);
      Arrays.fill(padded, plaintext.length, padded.length, (byte) pad);
      byte[] ciphertext = keys.crypt(padded);
      Arrays.fill(padded, (byte) 0);
      return new VaultEnvelope(
          VaultEnvelope.CIPHER,
          Optional.of(secret.label()),
          salt,
          keys.mac(ciphertext),
          ciphertext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES, PBKDF2 or HMAC-SHA256", e);
    }
  }

  /// The plaintext, or empty when the secret is not the one (or the text was changed).
  static Optional<byte[]> decrypt(VaultEnvelope envelope, VaultSecret secret) {
    try {
      Keys keys = Keys.derive(secret.password(), envelope.salt());
      if (!MessageDigest.isEqual(keys.mac(envelope.ciphertext()), envelope.mac())) {
        return Optional.empty();
      }
      byte[] padded = keys.crypt(envelope.ciphertext());
      int pad = padded.length == 0 ? 0 : padded[padded.length - 1];
      if (pad < 1 || pad > BLOCK || pad > padded.length) {
        return Optional.empty();
      }
      byte[] plaintext = Arrays.copyOf(padded, padded.length - pad);
      Arrays.fill(padded, (byte) 0);
      return Optional.of(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES, PBKDF2 or HMAC-SHA256", e);
    }
  }

  private record Keys(byte[] cipherKey, byte[] macKey, byte[] counter) {
    static Keys derive(byte[] password, byte[] salt) throws GeneralSecurityException {
      byte[] all = pbkdf2(password, salt, 2 * KEY + BLOCK);
      return new Keys(
          Arrays.copyOfRange(all, 0, KEY),
          Arrays.copyOfRange(all, KEY, 2 * KEY),
          Arrays.copyOfRange(all, 2 * KEY, all.length));
    }

    byte[] crypt(byte[] text) throws GeneralSecurityException {
      // In counter mode decrypting is encrypting.
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(cipherKey, "AES"), new IvParameterSpec(counter));
      return cipher.doFinal(text);
    }

    byte[] mac(byte[] text) throws GeneralSecurityException {
      return hmac(macKey).doFinal(text);
    }
  }

  private static Mac hmac(byte[] key) throws GeneralSecurityException {
    if (key.length == 0) {
      throw new InvalidKeyException("empty vault password");
    }
    var mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac;
  }

  /// RFC 8018 section 5.2. The JDK's own takes characters only, and passwords here are bytes.
  private static byte[] pbkdf2(byte[] password, byte[] salt, int length)
      throws GeneralSecurityException {
    Mac mac = hmac(password);
    byte[] out = new byte[length];
    for (int block = 1, at = 0; at < length; block++, at += mac.getMacLength()) {
      mac.update(salt);
      mac.update(new byte[] {0, 0, 0, (byte) block});
      byte[] round = mac.doFinal();
      byte[] sum = round.clone();
      for (int i = 1; i < ROUNDS; i++) {
        round = mac.doFinal(round);
        for (int k = 0; k < sum.length; k++) {
          sum[k] ^= round[k];
        }
      }
      System.arraycopy(sum, 0, out, at, Math.min(sum.length, length - at));
    }
    return out;
  }
}
