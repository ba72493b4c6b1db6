package io.jplay.core.template;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/// Passwords as crypt(3) hashes, with ansible's defaults (those of passlib).
final class PasswordHash {
  private static final String SALT =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Names that Python's passlib knows and ansible's filter does not take: their refusal has other
  /// words than that of a name that means nothing.
  private static final Set<String> PASSLIB =
      Set.of(
          "apr_md5_crypt",
          "argon2",
          "bcrypt_sha256",
          "bsdi_crypt",
          "cisco_asa",
          "cisco_pix",
          "cisco_type7",
          "des_crypt",
          "grub_pbkdf2_sha512",
          "hex_md5",
          "hex_sha1",
          "hex_sha256",
          "hex_sha512",
          "htdigest",
          "ldap_md5",
          "ldap_salted_md5",
          "ldap_salted_sha1",
          "ldap_sha1",
          "lmhash",
          "msdcc",
          "msdcc2",
          "mssql2000",
          "mssql2005",
          "mysql323",
          "mysql41",
          "nthash",
          "oracle10",
          "oracle11",
          "pbkdf2_sha1",
          "pbkdf2_sha256",
          "pbkdf2_sha512",
          "phpass",
          "plaintext",
          "postgres_md5",
          "scram",
          "scrypt",
          "sha1_crypt",
          "sun_md5_crypt",
          "unix_disabled");

  private PasswordHash() {}

  /// The algorithms: crypt's mark, size of the salt, rounds when none are asked for.
  enum Algorithm {
    SHA512("$6$", 16, 656_000),
    SHA256("$5$", 16, 535_000),
    MD5("$1$", 8, 0),
    BCRYPT("$2b$", 22, 12);

    private final String mark;
    private final int saltSize;
    private final int rounds;

    Algorithm(String mark, int saltSize, int rounds) {
      this.mark = mark;
      this.saltSize = saltSize;
      this.rounds = rounds;
    }

    private String pythonName() {
      return this == BCRYPT ? "bcrypt" : name().toLowerCase(Locale.ROOT) + "_crypt";
    }

    static Optional<Algorithm> of(String name) {
      return switch (name) {
        case "sha512", "sha512_crypt" -> Optional.of(SHA512);
        case "sha256", "sha256_crypt" -> Optional.of(SHA256);
        case "md5", "md5_crypt" -> Optional.of(MD5);
        case "blowfish", "bcrypt" -> Optional.of(BCRYPT);
        default -> Optional.empty();
      };
    }
  }

  static Value filter(Call c) {
    String type = c.text(0, "sha512");
    var algorithm =
        Algorithm.of(type)
            .orElseThrow(() ->
                c.error(
                    PASSLIB.contains(type)
                        ? type
                            + " is not in the list of supported passlib algorithms: md5, blowfish,"
                            + " sha256, sha512"
                        : "passlib does not support '" + type + "' algorithm"));
    if (!(c.input() instanceof Str)) {
      throw PythonError.type(
          "secret must be unicode or bytes, not " + PythonText.typeName(c.input()));
    }
    Optional<String> salt = c.optionalText(1).filter(s -> !s.isEmpty());
    int size = c.get(2) instanceof Null ? algorithm.saltSize : (int) c.integer(2, 0);
    int rounds = c.get(3) instanceof Null ? algorithm.rounds : (int) c.integer(3, 0);
    String ident = c.optionalText(4).map(i -> "$" + i + "$").orElse(algorithm.mark);
    return Call.str(
        hash(
            algorithm,
            c.inputText(),
            salt.orElseGet(() -> randomSalt(algorithm, size)),
            rounds,
            ident));
  }

  static String randomSalt(Algorithm algorithm, int size) {
    var out = new StringBuilder();
    for (int i = 0; i < (algorithm == Algorithm.BCRYPT ? 22 : size); i++) {
      out.append(SALT.charAt(RANDOM.nextInt(64)));
    }
    if (algorithm == Algorithm.BCRYPT) {
      // the last character carries only 2 bits
      out.setCharAt(21, ".Oeu".charAt(RANDOM.nextInt(4)));
    }
    return out.toString();
  }

  static String randomSalt(Algorithm algorithm) {
    return randomSalt(algorithm, algorithm.saltSize);
  }

  /// The hash with the algorithm's own number of rounds; an empty `ident` is its own mark.
  static String hash(Algorithm algorithm, String password, String salt, String ident) {
    String mark = ident.isEmpty() ? algorithm.mark : "$" + ident + "$";
    return hash(algorithm, password, salt, algorithm.rounds, mark);
  }

  static String hash(Algorithm algorithm, String password, String salt, int rounds, String ident) {
    check(algorithm, salt, rounds);
    byte[] key = password.getBytes(StandardCharsets.UTF_8);
    return switch (algorithm) {
      case MD5 -> Md5Crypt.md5Crypt(key, "$1$" + salt);
      // crypt leaves out the number of rounds when it is its default
      case SHA512 -> Sha2Crypt.sha512Crypt(key, algorithm.mark + prefix(rounds) + salt);
      case SHA256 -> Sha2Crypt.sha256Crypt(key, algorithm.mark + prefix(rounds) + salt);
      case BCRYPT -> bcrypt(key, salt, rounds, ident);
    };
  }

  private static String prefix(int rounds) {
    return rounds == 5000 ? "" : "rounds=" + rounds + "$";
  }

  private static PythonError unhashed(String why) {
    return new PythonError(PythonError.Kind.RUNTIME, "Could not hash the secret.. " + why);
  }

  private static void check(Algorithm algorithm, String salt, int rounds) {
    int affordable = algorithm == Algorithm.BCRYPT ? Limits.BCRYPT_COST : Limits.ROUNDS;
    if (rounds > affordable) {
      throw PythonError.limit("password_hash with more than " + affordable + " rounds");
    }
    if (salt.chars().anyMatch(ch -> SALT.indexOf(ch) < 0)) {
      throw unhashed("invalid characters in " + algorithm.pythonName() + " salt");
    }
    if (algorithm == Algorithm.BCRYPT && salt.length() != 22) {
      throw PythonError.value(
          "salt too "
              + (salt.length() < 22 ? "small" : "large")
              + " (bcrypt requires exactly 22 chars)");
    }
    if (algorithm != Algorithm.BCRYPT && salt.length() > algorithm.saltSize) {
      throw unhashed(
          "salt too large (%s requires <= %d chars)"
              .formatted(algorithm.pythonName(), algorithm.saltSize));
    }
    int least = algorithm == Algorithm.BCRYPT ? 4 : 1000;
    int most = algorithm == Algorithm.BCRYPT ? 31 : 999_999_999;
    if (algorithm != Algorithm.MD5 && (rounds < least || rounds > most)) {
      throw PythonError.value("rounds must be between " + least + " and " + most);
    }
  }

  private static String bcrypt(byte[] key, String salt, int cost, String ident) {
    byte[] raw =
        new at.favre.lib.crypto.bcrypt.Radix64Encoder.Default()
            .decode(salt.getBytes(StandardCharsets.US_ASCII));
    byte[] whole = BCrypt.with(BCrypt.Version.VERSION_2B).hash(cost, raw, cut(key));
    String text = new String(whole, StandardCharsets.US_ASCII);
    return ident + text.substring(4);
  }

  /// bcrypt reads 71 bytes and the end mark.
  private static byte[] cut(byte[] key) {
    return key.length > 71 ? Arrays.copyOf(key, 71) : key;
  }
}
