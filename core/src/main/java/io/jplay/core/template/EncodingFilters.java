package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.PythonBase64;
import io.jplay.core.value.PythonCodec;
import io.jplay.core.value.Str;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// Hashes, Base64, UUIDs and hashed passwords.
final class EncodingFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "b64encode",
          "b64decode",
          "hash",
          "md5",
          "sha1",
          "checksum",
          "to_uuid",
          "password_hash",
          "vault",
          "unvault");
  private static final String NAMESPACE = "361E6D51-FAEC-444A-9079-341386DA8E2E";

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "b64encode" -> encode(Call.of(name, input, args, eval, "encoding"));
      case "b64decode" -> decode(Call.of(name, input, args, eval, "encoding"));
      case "hash" -> {
        var c = Call.of("get_hash", input, args, eval, "hashtype");
        yield hash(c, c.text(0, "sha1"));
      }
      case "md5" -> hash(Call.of("md5s", input, args, eval), "md5");
      case "sha1", "checksum" -> hash(Call.of("checksum_s", input, args, eval), "sha1");
      case "to_uuid" -> uuid(Call.of(name, input, args, eval, "namespace"));
      case "password_hash" ->
          PasswordHash.filter(
              Call.of(
                  "get_encrypted_password",
                  input,
                  args,
                  eval,
                  "hashtype",
                  "salt",
                  "salt_size",
                  "rounds",
                  "ident"));
      case "vault" ->
          VaultFilters.encrypt(
              Call.of(
                  "do_vault",
                  input,
                  args,
                  eval,
                  "secret",
                  "salt",
                  "vault_id",
                  "wrap_object",
                  "vaultid"));
      case "unvault" ->
          VaultFilters.decrypt(
              Call.of("do_unvault", input, args, eval, "secret", "vault_id", "vaultid"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Charset charset(Call c) {
    String name = c.text(0, "utf-8");
    return PythonCodec.of(name)
        .orElseThrow(() -> new PythonError(PythonError.Kind.RUNTIME, "unknown encoding: " + name));
  }

  private static String escaped(int c) {
    return (c < 0x100 ? "'\\x%02x'" : c < 0x10000 ? "'\\u%04x'" : "'\\U%08x'").formatted(c);
  }

  private static byte[] encoded(Call c, String text) {
    Charset charset = charset(c);
    if (charset.equals(StandardCharsets.UTF_8)) {
      return Utf8.encode(text);
    }
    CharsetEncoder encoder = charset.newEncoder();
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      int end = text.offsetByCodePoints(at, 1);
      if (!encoder.canEncode(text.subSequence(at, end))) {
        throw PythonError.value(
            "'%s' codec can't encode character %s in position %d: ordinal not in range(%d)"
                .formatted(
                    c.text(0, "utf-8"),
                    escaped(text.codePointAt(at)),
                    text.codePointCount(0, at),
                    encoder.charset().equals(StandardCharsets.US_ASCII) ? 128 : 256));
      }
    }
    ByteBuffer bytes = charset.encode(text);
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    return exact;
  }

  private static Value encode(Call c) {
    return Call.str(Base64.getEncoder().encodeToString(encoded(c, c.inputText())));
  }

  private static Value decode(Call c) {
    byte[] bytes;
    try {
      bytes = PythonBase64.decode(c.inputText());
    } catch (IllegalArgumentException e) {
      throw PythonError.value(String.valueOf(e.getMessage()));
    }
    if (!(c.get(0, Str.EMPTY) instanceof Str)) {
      throw PythonError.type(
          "decode() argument 'encoding' must be str, not " + PythonText.typeName(c.get(0)));
    }
    if (bytes.length == 0) {
      return Str.EMPTY;
    }
    Charset charset = charset(c);
    return Call.str(
        charset.equals(StandardCharsets.UTF_8) ? Utf8.decode(bytes) : new String(bytes, charset));
  }

  private static Value hash(Call c, String algorithm) {
    byte[] bytes = Utf8.encode(c.inputText());
    byte[] hash =
        switch (algorithm.toLowerCase(Locale.ROOT)) {
          case "md5" -> digest("MD5", bytes);
          case "sha1" -> digest("SHA-1", bytes);
          case "sha224" -> digest("SHA-224", bytes);
          case "sha256" -> digest("SHA-256", bytes);
          case "sha384" -> digest("SHA-384", bytes);
          case "sha512" -> digest("SHA-512", bytes);
          case "sha512_224", "sha512-224" -> digest("SHA-512/224", bytes);
          case "sha512_256", "sha512-256" -> digest("SHA-512/256", bytes);
          case "sha3_224", "sha3-224" -> digest("SHA3-224", bytes);
          case "sha3_256", "sha3-256" -> digest("SHA3-256", bytes);
          case "sha3_384", "sha3-384" -> digest("SHA3-384", bytes);
          case "sha3_512", "sha3-512" -> digest("SHA3-512", bytes);
          case "blake2b" -> Blake2.b(bytes);
          case "blake2s" -> Blake2.s(bytes);
          default -> throw c.error("unsupported hash type " + algorithm);
        };
    return Call.str(HexFormat.of().formatHex(hash));
  }

  static byte[] digest(String algorithm, byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new PythonError(PythonError.Kind.RUNTIME, "unsupported hash type " + algorithm);
    }
  }

  /// `uuid.uuid5`.
  private static Value uuid(Call c) {
    if (c.get(0, Str.EMPTY) instanceof Null) {
      throw PythonError.type(
          "one of the hex, bytes, bytes_le, fields, or int arguments must be given");
    }
    String namespace = c.text(0, NAMESPACE);
    UUID space;
    try {
      space = UUID.fromString(namespace);
    } catch (IllegalArgumentException e) {
      throw c.error(
          "Invalid value '%s' for 'namespace': badly formed hexadecimal UUID string"
              .formatted(namespace));
    }
    byte[] head =
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .array();
    var sum = ByteBuffer.wrap(digest("SHA-1", head, Utf8.encode(c.inputText())));
    long high = sum.getLong() & ~0xf000L | 0x5000L;
    long low = sum.getLong() & ~(0xc0L << 56) | 0x80L << 56;
    return Str.of(new UUID(high, low).toString());
  }
}
