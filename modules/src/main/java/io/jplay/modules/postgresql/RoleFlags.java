package io.jplay.modules.postgresql;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Dict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a role may do on the whole server: `CREATEDB`, `NOSUPERUSER` and their like.
record RoleFlags(List<String> words) {
  /// The columns that tell them.
  private static final Map<String, String> COLUMNS =
      Map.of(
          "SUPERUSER", "rolsuper",
          "CREATEROLE", "rolcreaterole",
          "CREATEDB", "rolcreatedb",
          "INHERIT", "rolinherit",
          "LOGIN", "rolcanlogin",
          "REPLICATION", "rolreplication",
          "BYPASSRLS", "rolbypassrls");

  RoleFlags {
    words = List.copyOf(words);
  }

  static RoleFlags parse(String text) {
    var words = new ArrayList<String>();
    var unknown = new TreeSet<String>();
    for (String part : text.split(",")) {
      String word = part.strip().toUpperCase(Locale.ROOT);
      if (!word.isEmpty()) {
        words.add(word);
        if (!COLUMNS.containsKey(plain(word))) {
          unknown.add(word);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new ModuleFailure("Invalid role_attr_flags specified: " + String.join(" ", unknown));
    }
    return new RoleFlags(words.stream().distinct().toList());
  }

  private static String plain(String word) {
    return word.startsWith("NO") ? word.substring(2) : word;
  }

  static Set<String> columns() {
    return Set.copyOf(COLUMNS.values());
  }

  boolean isAsIn(Dict role) {
    return words.stream()
        .allMatch(w -> role.flag(COLUMNS.getOrDefault(plain(w), "")) != w.startsWith("NO"));
  }

  String clause() {
    return String.join(" ", words);
  }
}
