package io.jplay.modules.postgresql;

import io.jplay.core.api.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// A password as the task gives it, beside the one that the server keeps.
record RolePassword(String role, String given, boolean encrypted) {
  private static final Pattern SCRAM =
      Pattern.compile(
          "SCRAM-SHA-256\\$(\\d{1,9}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

  /// Whether the server keeps this password; `kept` is empty where it keeps none.
  boolean isKept(String kept) {
    if (given.isEmpty()) {
      return kept.isEmpty();
    }
    if (SCRAM.matcher(given).matches()) {
      return given.equals(kept);
    }
    Matcher scram = SCRAM.matcher(kept);
    if (scram.matches()) {
      return isScram(scram);
    }
    boolean hashed = given.matches("md5[0-9a-fA-F]{32}");
    return (hashed || !encrypted ? given : md5()).equals(kept);
  }

  private String md5() {
    try {
      byte[] text = (given + role).getBytes(StandardCharsets.UTF_8);
      return "md5" + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (GeneralSecurityException e) {
      throw new ModuleFailure("this Java has no MD5: " + e.getMessage());
    }
  }

  /// RFC 5803: the server's key of this password and salt.
  private boolean isScram(Matcher kept) {
    try {
      byte[] salt = Base64.getDecoder().decode(kept.group(2));
      var spec = new PBEKeySpec(given.toCharArray(), salt, Integer.parseInt(kept.group(1)), 256);
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salted, "HmacSHA256"));
      byte[] server = mac.doFinal("Server Key".getBytes(StandardCharsets.US_ASCII));
      return MessageDigest.isEqual(server, Base64.getDecoder().decode(kept.group(4)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // not a hash that this could be: it is set again
    }
  }
}
