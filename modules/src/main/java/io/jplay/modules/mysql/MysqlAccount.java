package io.jplay.modules.mysql;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One account of a server: a row of its table of users.
record MysqlAccount(String name, String host, Map<String, String> row) {
  private static final Map<String, String> LIMITS =
      Map.of(
          "MAX_QUERIES_PER_HOUR", "max_questions",
          "MAX_UPDATES_PER_HOUR", "max_updates",
          "MAX_CONNECTIONS_PER_HOUR", "max_connections",
          "MAX_USER_CONNECTIONS", "max_user_connections");
  private static final Set<String> BARE = Set.of("SSL", "X509");

  MysqlAccount {
    row = Map.copyOf(row);
  }

  static MysqlAccount of(Map<String, String> row) {
    return new MysqlAccount(row.getOrDefault("User", ""), row.getOrDefault("Host", ""), row);
  }

  /// One that is about to be made: nothing is asked of it yet.
  static MysqlAccount fresh(String name, String host) {
    return new MysqlAccount(name, host, Map.of());
  }

  static String quoted(String name, String host) {
    return Sql.text(name) + "@" + Sql.text(host);
  }

  String quoted() {
    return quoted(name, host);
  }

  String plugin() {
    return row.getOrDefault("plugin", "");
  }

  /// What the server knows of the password, in whichever column it has it.
  String secret() {
    String own = row.getOrDefault("authentication_string", "");
    return own.isEmpty() || own.equals("NULL") ? row.getOrDefault("Password", "") : own;
  }

  String limit(String name) {
    return row.getOrDefault(LIMITS.getOrDefault(name, name.toLowerCase(Locale.ROOT)), "0");
  }

  /// What is asked of a connection, as [#requirements] has it.
  Map<String, String> tls() {
    var tls = new TreeMap<String, String>();
    switch (row.getOrDefault("ssl_type", "")) {
      case "ANY" -> tls.put("SSL", "");
      case "X509" -> tls.put("X509", "");
      case "SPECIFIED" -> {
        put(tls, "CIPHER", "ssl_cipher");
        put(tls, "ISSUER", "x509_issuer");
        put(tls, "SUBJECT", "x509_subject");
      }
      default -> {}
    }
    return tls;
  }

  private void put(Map<String, String> tls, String key, String column) {
    String value = row.getOrDefault(column, "");
    if (!value.isEmpty()) {
      tls.put(key, value);
    }
  }

  static Map<String, String> requirements(Dict option) {
    var tls = new TreeMap<String, String>();
    option
        .entries()
        .forEach((name, value) -> {
          String key = Texts.plain(name).toUpperCase(Locale.ROOT);
          if (!BARE.contains(key) && !Set.of("CIPHER", "ISSUER", "SUBJECT").contains(key)) {
            throw new ModuleFailure(
                "tls_requires has SSL, X509, CIPHER, ISSUER and SUBJECT, not " + key);
          }
          tls.put(key, BARE.contains(key) ? "" : Texts.plain(value));
        });
    return tls;
  }

  static String requires(Map<String, String> tls) {
    return tls.isEmpty()
        ? " REQUIRE NONE"
        : tls.entrySet().stream()
            .map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : " " + Sql.text(e.getValue())))
            .collect(Collectors.joining(" AND ", " REQUIRE ", ""));
  }
}
