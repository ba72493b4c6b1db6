package io.jplay.modules.mysql;

import io.jplay.core.api.ModuleFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an account may do, by the quoted name of the thing: "`shop`.*" to SELECT and INSERT.
record Privileges(Map<String, Set<String>> byThing) {
  static final String GRANT = "GRANT";
  private static final String GLOBAL = "*.*";
  private static final Pattern SHOWN =
      Pattern.compile("GRANT (.+) ON (.+) TO (['`\"]).*?\\3@(['`\"]).*?\\4(.*)", Pattern.DOTALL);

  /// What ALL is on the whole server, where it is shown word by word (MySQL 8).
  private static final Set<String> EVERYTHING =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "CREATE",
          "DROP",
          "RELOAD",
          "SHUTDOWN",
          "PROCESS",
          "FILE",
          "REFERENCES",
          "INDEX",
          "ALTER",
          "SHOW DATABASES",
          "SUPER",
          "CREATE TEMPORARY TABLES",
          "LOCK TABLES",
          "EXECUTE",
          "REPLICATION SLAVE",
          "REPLICATION CLIENT",
          "CREATE VIEW",
          "SHOW VIEW",
          "CREATE ROUTINE",
          "ALTER ROUTINE",
          "CREATE USER",
          "EVENT",
          "TRIGGER",
          "CREATE TABLESPACE");

  Privileges {
    byThing = Map.copyOf(byThing);
  }

  /// As the option says it: `db.table:SELECT,INSERT/other.*:ALL`. Without a word on the whole
  /// server an account may connect to it. Names of columns are upper case unless
  /// `columnsAsTheyAre`.
  static Privileges parse(String option, boolean columnsAsTheyAre) {
    var all = new LinkedHashMap<String, Set<String>>();
    for (String part : option.split("/", -1)) {
      int colon = part.lastIndexOf(':');
      if (colon < 0) {
        throw new ModuleFailure("not a thing and its privileges, as db.table:SELECT: " + part);
      }
      all.put(
          thing(part.substring(0, colon).strip()),
          words(part.substring(colon + 1), columnsAsTheyAre));
    }
    all.putIfAbsent(GLOBAL, Set.of("USAGE"));
    return new Privileges(all);
  }

  private static String thing(String text) {
    int space = text.indexOf(' ');
    String kind = space < 0 ? "" : text.substring(0, space).toUpperCase(Locale.ROOT);
    boolean routine = kind.equals("FUNCTION") || kind.equals("PROCEDURE");
    String name = routine ? text.substring(space + 1).strip() : text;
    int dot = name.startsWith("`") ? name.indexOf("`.") + 1 : name.indexOf('.');
    if (dot <= 0) {
      throw new ModuleFailure("not a database and a table, as db.table or db.*: " + text);
    }
    return (routine ? kind + " " : "")
        + quoted(name.substring(0, dot))
        + "."
        + quoted(name.substring(dot + 1));
  }

  private static String quoted(String name) {
    return name.equals("*") || (name.startsWith("`") && name.endsWith("`") && name.length() > 1)
        ? name
        : Sql.name(name);
  }

  /// Privileges between commas, columns in order: `SELECT (A, B)`.
  private static Set<String> words(String list, boolean columnsAsTheyAre) {
    var words = new TreeSet<String>();
    for (String word : list.split(",(?![^(]*\\))")) {
      String given = word.strip().replaceAll("\\s+", " ");
      String text = given.toUpperCase(Locale.ROOT);
      int open = given.indexOf('(');
      if (open > 0 && given.endsWith(")")) {
        String named = columnsAsTheyAre ? given : text;
        String columns =
            Arrays.stream(named.substring(open + 1, named.length() - 1).split(","))
                .map(c -> c.strip().replace("`", ""))
                .sorted()
                .collect(Collectors.joining(", "));
        text = text.substring(0, open).strip() + " (" + columns + ")";
      }
      if (!text.isEmpty()) {
        words.add(text.equals("ALL PRIVILEGES") ? "ALL" : text);
      }
    }
    return words;
  }

  /// The lines of `SHOW GRANTS`. Roles and the right to act for others are no privileges on things:
  /// they stay as they are.
  static Privileges shown(List<String> lines, boolean columnsAsTheyAre) {
    var all = new LinkedHashMap<String, Set<String>>();
    for (String line : lines) {
      Matcher grant = SHOWN.matcher(line);
      if (!grant.matches() || grant.group(1).equals("PROXY")) {
        continue;
      }
      Set<String> words = all.computeIfAbsent(grant.group(2), _ -> new TreeSet<>());
      words.addAll(words(grant.group(1), columnsAsTheyAre));
      if (grant.group(5).contains("WITH GRANT OPTION")) {
        words.add(GRANT);
      }
    }
    Set<String> global = all.getOrDefault(GLOBAL, Set.of());
    if (global.containsAll(EVERYTHING)) {
      var whole = new TreeSet<>(Set.of("ALL"));
      whole.addAll(global.contains(GRANT) ? Set.of(GRANT) : Set.of());
      all.put(GLOBAL, whole);
    }
    return new Privileges(all);
  }

  Set<String> on(String thing) {
    return byThing.getOrDefault(thing, Set.of());
  }

  List<String> things() {
    return byThing.keySet().stream().sorted().toList();
  }

  /// The statement that gives some to an account; the right to pass them on is no word of the list.
  static String grant(Set<String> words, String thing, String account) {
    List<String> named = words.stream().filter(w -> !w.equals(GRANT)).sorted().toList();
    return "GRANT "
        + (named.isEmpty() ? "USAGE" : String.join(", ", named))
        + " ON "
        + thing
        + " TO "
        + account
        + (words.contains(GRANT) ? " WITH GRANT OPTION" : "");
  }

  static List<String> revoke(Set<String> words, String thing, String account) {
    var statements = new ArrayList<String>();
    if (words.contains(GRANT)) {
      statements.add("REVOKE GRANT OPTION ON " + thing + " FROM " + account);
    }
    List<String> named =
        words.stream().filter(w -> !w.equals(GRANT) && !w.equals("USAGE")).sorted().toList();
    if (!named.isEmpty()) {
      statements.add("REVOKE " + String.join(", ", named) + " ON " + thing + " FROM " + account);
    }
    return statements;
  }
}
