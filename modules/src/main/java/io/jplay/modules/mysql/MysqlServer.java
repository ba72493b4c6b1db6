package io.jplay.modules.mysql;

import io.jplay.core.api.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A server by its version: MariaDB and MySQL say differently how an account is identified.
record MysqlServer(String version) {
  private static final String NATIVE = "mysql_native_password";

  boolean isMariadb() {
    return version.toLowerCase(Locale.ROOT).contains("mariadb");
  }

  /// The clause of the password or the plug-in that the task names; empty when it names none.
  Optional<String> identified(MysqlUser.Args a) {
    if (a.plugin().isPresent()) {
      String with = " IDENTIFIED WITH " + word(a.plugin().get());
      return Optional.of(
          a.pluginHashString()
              .map(hash -> with + " AS " + Sql.text(hash))
              .or(() -> a.pluginAuthString().map(secret -> with + by(secret)))
              .orElse(with));
    }
    return a.password()
        .map(p ->
            !a.encrypted()
                ? " IDENTIFIED BY " + Sql.text(p)
                : p.isEmpty() ? " IDENTIFIED BY ''" : hashed(p));
  }

  /// The clause that gives another account the same secret.
  String identified(MysqlAccount other) {
    return " IDENTIFIED WITH "
        + word(other.plugin().isEmpty() ? NATIVE : other.plugin())
        + (other.secret().isEmpty() ? "" : " AS " + Sql.text(other.secret()));
  }

  private String hashed(String hash) {
    return isMariadb()
        ? " IDENTIFIED BY PASSWORD " + Sql.text(hash)
        : " IDENTIFIED WITH " + NATIVE + " AS " + Sql.text(hash);
  }

  private String by(String secret) {
    return isMariadb() ? " USING PASSWORD(" + Sql.text(secret) + ")" : " BY " + Sql.text(secret);
  }

  private static String word(String plugin) {
    if (!plugin.matches("\\w+")) {
      throw new ModuleFailure("not the name of a plug-in: " + plugin);
    }
    return plugin;
  }

  /// Whether the account has what the task names already. What a plug-in hashes with a salt cannot
  /// be told.
  boolean isSame(MysqlUser.Args a, MysqlAccount account) {
    if (a.plugin().isEmpty()) {
      String wanted = a.encrypted() ? a.password().orElse("") : hash(a.password().orElse(""));
      return account.secret().equals(wanted);
    }
    if (!account.plugin().equals(a.plugin().get())) {
      return false;
    }
    return a.pluginHashString()
        .map(account.secret()::equals)
        .or(() -> a.pluginAuthString().map(s -> account.secret().equals(hash(s))))
        .orElse(true);
  }

  /// What mysql_native_password keeps of a password.
  static String hash(String password) {
    if (password.isEmpty()) {
      return "";
    }
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
      return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
