package io.jplay.core.vault;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// A vault text taken apart: header, and the three byte strings of its body. Written as ansible
/// does: format 1.2 with a label, else 1.1; body in hex of hex, 80 characters per line.
record VaultEnvelope(
    String cipher, Optional<String> label, byte[] salt, byte[] mac, byte[] ciphertext) {
  static final String MARK = "$ANSIBLE_VAULT";
  static final String CIPHER = "AES256";
  static final String DEFAULT_LABEL = "default";
  private static final int WIDTH = 80;
  private static final HexFormat HEX = HexFormat.of();

  static boolean isEnvelope(byte[] content) {
    return content.length >= MARK.length()
        && new String(content, 0, MARK.length(), StandardCharsets.ISO_8859_1).equals(MARK);
  }

  /// Throws MalformedVault when the text has the header but not the form.
  static VaultEnvelope parse(byte[] content) throws MalformedVault {
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r");
    String[] header = lines[0].strip().split(";");
    if (header.length < 3) {
      throw new MalformedVault("error: the header has fewer than three fields");
    }
    String cipher = header[2].strip();
    if (!cipher.equals(CIPHER)) {
      throw new MalformedVault("error: the cipher is not " + CIPHER);
    }
    Optional<String> label =
        header.length > 3 && !header[3].isBlank()
            ? Optional.of(header[3].strip())
            : Optional.empty();
    var body = new StringBuilder();
    for (int i = 1; i < lines.length; i++) {
      body.append(lines[i].strip());
    }
    String[] parts = ascii(unhex(body.toString())).split("\n", -1);
    if (parts.length != 3) {
      throw new MalformedVault("error: the body is not complete");
    }
    return new VaultEnvelope(cipher, label, unhex(parts[0]), unhex(parts[1]), unhex(parts[2]));
  }

  byte[] format() {
    var text = new StringBuilder(MARK);
    boolean labelled = label.filter(l -> !l.equals(DEFAULT_LABEL)).isPresent();
    text.append(labelled ? ";1.2;" : ";1.1;").append(cipher);
    if (labelled) {
      text.append(';').append(label.orElseThrow());
    }
    text.append('\n');
    String inner =
        HEX.formatHex(salt) + "\n" + HEX.formatHex(mac) + "\n" + HEX.formatHex(ciphertext);
    String outer = HEX.formatHex(inner.getBytes(StandardCharsets.ISO_8859_1));
    for (int at = 0; at < outer.length(); at += WIDTH) {
      text.append(outer, at, Math.min(at + WIDTH, outer.length())).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unhex(String text) throws MalformedVault {
    try {
      return HEX.parseHex(text);
    } catch (IllegalArgumentException _) {
      // The exception's own text would quote the body; these are Python's words.
      boolean odd = text.length() % 2 == 1;
      throw new MalformedVault(
          "unhexlify error: " + (odd ? "Odd-length string" : "Non-hexadecimal digit found"));
    }
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The text has a vault header and yet cannot be read; the message never quotes it.
  static final class MalformedVault extends Exception {
    private static final long serialVersionUID = 1;

    MalformedVault(String why) {
      super(why);
    }
  }
}
