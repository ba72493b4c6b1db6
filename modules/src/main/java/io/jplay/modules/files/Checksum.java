package io.jplay.modules.files;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Checksums of files, of a host's by whatever tool it has, of the controller's by the JDK.
/// Algorithms have Ansible's names: md5, sha1, sha224, sha256, sha384, sha512.
public final class Checksum {
  private static final int BLOCK = 1 << 16;

  private Checksum() {}

  /// The checksum of a file of the host in hex; empty when it cannot be read or no tool is there.
  public static Read<Optional<String>> read(String algorithm, String path) {
    var program =
        new ScriptBuilder()
            .use("sh/checksum.sh", Checksum.class)
            .line("jp_checksum {} {}", algorithm, path)
            .program();
    return new Read<>(
        "checksum:" + algorithm + ":" + path,
        program,
        output -> {
          String hex = output.stdout().strip();
          return output.isOk() && hex.matches("[0-9a-f]{32,128}")
              ? Optional.of(hex)
              : Optional.empty();
        });
  }

  public static String of(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm).digest(bytes));
  }

  public static String of(String algorithm, FileContent content) throws IOException {
    MessageDigest digest = digest(algorithm);
    try (InputStream in = content.open()) {
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    String name = algorithm.startsWith("sha") ? "SHA-" + algorithm.substring(3) : "MD5";
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("unknown checksum algorithm " + algorithm, e);
    }
  }
}
