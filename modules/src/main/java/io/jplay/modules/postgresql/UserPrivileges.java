package io.jplay.modules.postgresql;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Dict;
import io.jplay.modules.postgresql.PostgresqlUser.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The privileges of `priv` (`CONNECT/CREATE/table:SELECT`): those of the database by the empty
/// name, those of tables by theirs; and which of them the role has.
record UserPrivileges(
    String database, String role, Map<String, Set<String>> wanted, Map<String, Set<String>> has) {
  private static final Set<String> OF_DATABASES = Set.of("CREATE", "CONNECT", "TEMPORARY");
  private static final Set<String> OF_TABLES =
      Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  static UserPrivileges of(PostgresqlUser.Args a, PostgresAnswer server) {
    var has = new LinkedHashMap<String, Set<String>>();
    for (Dict row : server.of("privileges")) {
      has.computeIfAbsent(
              PostgresAnswer.text(row, "thing").orElse(""), key -> new LinkedHashSet<>())
          .add(PostgresAnswer.text(row, "privilege").orElse(""));
    }
    return new UserPrivileges(a.db(), a.name(), parse(a.priv().orElse("")), has);
  }

  private static Map<String, Set<String>> parse(String text) {
    var all = new LinkedHashMap<String, Set<String>>();
    for (String token : text.split("/")) {
      int colon = token.indexOf(':');
      String thing = colon < 0 ? "" : token.substring(0, colon);
      Set<String> valid = colon < 0 ? OF_DATABASES : OF_TABLES;
      var words = all.computeIfAbsent(thing, key -> new LinkedHashSet<>());
      for (String word : token.substring(colon + 1).toUpperCase(Locale.ROOT).split(",")) {
        String name = word.strip().equals("TEMP") ? "TEMPORARY" : word.strip();
        if (name.equals("ALL")) {
          words.addAll(valid.stream().sorted().toList());
        } else if (valid.contains(name)) {
          words.add(name);
        } else {
          throw new ModuleFailure(
              "Invalid privs specified for %s: %s"
                  .formatted(colon < 0 ? "database" : "table", name));
        }
      }
    }
    return all;
  }

  /// Whether the role has each of them, one row for each that it has.
  static String query(PostgresqlUser.Args a) {
    String role = Sql.text(a.name().equals("PUBLIC") ? "public" : a.name());
    var selects = new ArrayList<String>();
    parse(a.priv().orElse(""))
        .forEach((thing, words) ->
            words.forEach(word -> selects.add(select(a.db(), role, thing, word))));
    return String.join(" UNION ALL ", selects);
  }

  /// As the server judges it: what a role has as a member of another, or as everybody, counts.
  private static String select(String database, String role, String thing, String word) {
    String who =
        "coalesce((SELECT rolname FROM pg_roles WHERE rolname = " + role + "), 'public')::name, ";
    String has =
        thing.isEmpty()
            ? "has_database_privilege(" + who + Sql.text(database)
            : "has_table_privilege(" + who + Sql.text(table(thing));
    return "SELECT %s AS thing, %s AS privilege WHERE %s, %s)"
        .formatted(Sql.text(thing), Sql.text(word), has, Sql.text(word));
  }

  private static String table(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? "public." + Sql.name(name)
        : Sql.name(name.substring(0, dot)) + "." + Sql.name(name.substring(dot + 1));
  }

  private String on(String thing) {
    return thing.isEmpty() ? "DATABASE " + Sql.name(database) : "TABLE " + table(thing);
  }

  private String grantee() {
    return role.equals("PUBLIC") ? "PUBLIC" : Sql.name(role);
  }

  /// What is to be granted: all of a thing where the role lacks one of it.
  List<Statement> missing() {
    var all = new ArrayList<Statement>();
    wanted.forEach((thing, words) -> {
      if (!has.getOrDefault(thing, Set.of()).containsAll(words)) {
        String some = String.join(", ", words);
        all.add(Statement.of("GRANT %s ON %s TO %s".formatted(some, on(thing), grantee())));
      }
    });
    return all;
  }

  /// What is to be taken: all of a thing where the role has one of it.
  List<Statement> held() {
    var all = new ArrayList<Statement>();
    wanted.forEach((thing, words) -> {
      if (words.stream().anyMatch(has.getOrDefault(thing, Set.of())::contains)) {
        String some = String.join(", ", words);
        all.add(Statement.of("REVOKE %s ON %s FROM %s".formatted(some, on(thing), grantee())));
      }
    });
    return all;
  }
}
