package io.jplay.modules.postgresql;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Databases of a server: made, changed, renamed, removed, dumped to a file and read from one.
/// Imitates community.postgresql.postgresql_db.
@ModuleInfo(summary = "Add or remove PostgreSQL databases from a remote host")
public final class PostgresqlDb implements StateModule<PostgresqlDb.Args> {
  public enum State {
    ABSENT,
    DUMP,
    PRESENT,
    RENAME,
    RESTORE
  }

  public record Args(
      @Option(required = true, aliases = "db") String name,
      @Option("present") State state,
      @Option("") String owner,
      @Option("") String template,
      @Option("") String encoding,
      @Option("") String lcCollate,
      @Option("") String lcCtype,
      @Option("") String connLimit,
      @Option("") String tablespace,
      @Option("false") boolean force,
      @Option("") String target,
      @Option("") String targetOpts,
      @Option Optional<String> dumpExtraArgs,
      @Option("postgres") String maintenanceDb,
      @Option(shared = true) PostgresLogin login) {

    Optional<String> problem() {
      if (state == State.RENAME && target.isEmpty()) {
        return Optional.of(
            "The \"target\" option must be defined when the \"rename\" option is used.");
      }
      return state == State.RENAME && name.equals(target)
          ? Optional.of("The \"name/db\" option and the \"target\" option cannot be the same.")
          : Optional.empty();
    }
  }

  private static Read<PostgresAnswer> seen(Args a, HostFacts facts) {
    String encoding = a.encoding().isEmpty() ? "encoding" : encodingNumber(a);
    var queries = new LinkedHashMap<String, String>();
    queries.put(
        "db",
        "SELECT rolname AS owner, pg_encoding_to_char(encoding) AS encoding, encoding = "
            + encoding
            + " AS same, datcollate, datctype, datconnlimit, spcname FROM pg_database"
            + " JOIN pg_roles ON pg_roles.oid = datdba"
            + " JOIN pg_tablespace ON pg_tablespace.oid = dattablespace WHERE datname = "
            + Sql.text(a.name()));
    queries.put(
        "target", "SELECT 1 AS is FROM pg_database WHERE datname = " + Sql.text(a.target()));
    queries.put("server", "SELECT current_setting('server_version_num') AS version");
    return a.login().ask(a.maintenanceDb(), facts, queries);
  }

  private static String encodingNumber(Args a) {
    return "pg_char_to_encoding(" + Sql.text(a.encoding()) + ")";
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    if (a.problem().isPresent()) {
      return Reads.NONE;
    }
    return switch (a.state()) {
      case DUMP -> Reads.NONE;
      case RESTORE -> Reads.of(DumpFile.of(a, facts).exists());
      case ABSENT, PRESENT, RENAME -> Reads.of(seen(a, facts));
    };
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.problem().isPresent()) {
      return Decision.failed(a.problem().get());
    }
    if (a.state() == State.DUMP || a.state() == State.RESTORE) {
      return DumpFile.of(a, seen.facts()).decide(a, seen);
    }
    PostgresAnswer server = seen.get(seen(a, seen.facts()));
    Optional<Dict> there = server.first("db");
    return switch (a.state()) {
      case ABSENT -> changed(a, there.isEmpty() ? List.of() : removal(a, server), seen);
      case RENAME -> renamed(a, there.isPresent(), !server.of("target").isEmpty(), seen);
      default -> changed(a, there.map(now -> alterations(a, now)).orElseGet(() -> made(a)), seen);
    };
  }

  private static List<String> made(Args a) {
    var create = new StringBuilder("CREATE DATABASE ").append(Sql.name(a.name()));
    append(create, " OWNER ", a.owner().isEmpty() ? "" : Sql.name(a.owner()));
    append(create, " TEMPLATE ", a.template().isEmpty() ? "" : Sql.name(a.template()));
    append(create, " ENCODING ", a.encoding().isEmpty() ? "" : Sql.text(a.encoding()));
    append(create, " LC_COLLATE ", a.lcCollate().isEmpty() ? "" : Sql.text(a.lcCollate()));
    append(create, " LC_CTYPE ", a.lcCtype().isEmpty() ? "" : Sql.text(a.lcCtype()));
    append(create, " TABLESPACE ", a.tablespace().isEmpty() ? "" : Sql.name(a.tablespace()));
    append(create, " CONNECTION LIMIT ", limit(a));
    return List.of(create.toString());
  }

  private static void append(StringBuilder text, String words, String value) {
    if (!value.isEmpty()) {
      text.append(words).append(value);
    }
  }

  private static String limit(Args a) {
    return a.connLimit().isEmpty() ? "" : "" + number(a);
  }

  private static int number(Args a) {
    String text = a.connLimit().strip();
    if (!text.matches("[+-]?\\d{1,9}")) {
      throw new ModuleFailure(
          "Database query failed: invalid literal for int() with base 10: '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /// What can be changed of a database that is there; the rest has to be as it is asked for.
  private static List<String> alterations(Args a, Dict now) {
    must(a.encoding().isEmpty() || now.flag("same"), "database encoding", "encoding", now);
    must(isLike(a.lcCollate(), now, "datcollate"), "LC_COLLATE", "datcollate", now);
    must(isLike(a.lcCtype(), now, "datctype"), "LC_CTYPE", "datctype", now);
    String alter = "ALTER DATABASE " + Sql.name(a.name());
    var all = new ArrayList<String>();
    if (!isLike(a.owner(), now, "owner")) {
      all.add(alter + " OWNER TO " + Sql.name(a.owner()));
    }
    if (!isLike(limit(a), now, "datconnlimit")) {
      all.add(alter + " CONNECTION LIMIT " + limit(a));
    }
    if (!isLike(a.tablespace(), now, "spcname")) {
      all.add(alter + " SET TABLESPACE " + Sql.name(a.tablespace()));
    }
    return all;
  }

  private static boolean isLike(String wanted, Dict now, String column) {
    return wanted.isEmpty() || wanted.equals(PostgresAnswer.text(now, column).orElse(""));
  }

  private static void must(boolean is, String what, String column, Dict now) {
    if (!is) {
      String name = what.startsWith("database ") ? what.substring("database ".length()) : what;
      throw new ModuleFailure(
          "Changing %s is not supported. Current %s: %s"
              .formatted(what, name, PostgresAnswer.text(now, column).orElse("")));
    }
  }

  private static List<String> removal(Args a, PostgresAnswer server) {
    String drop = "DROP DATABASE " + Sql.name(a.name());
    if (!a.force()) {
      return List.of(drop);
    }
    String version =
        server.first("server").flatMap(r -> PostgresAnswer.text(r, "version")).orElse("0");
    if (version.length() > 5 && version.compareTo("130000") >= 0) {
      return List.of(drop + " WITH (FORCE)");
    }
    return List.of(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND datname = "
            + Sql.text(a.name()),
        drop);
  }

  private static Decision renamed(Args a, boolean source, boolean target, Observed seen) {
    if (source && target) {
      return Decision.failed("Both the source and the target databases exist.");
    }
    if (!source && !target) {
      return Decision.failed("The source and the target databases do not exist.");
    }
    String rename = "ALTER DATABASE " + Sql.name(a.name()) + " RENAME TO " + Sql.name(a.target());
    return changed(a, source ? List.of(rename) : List.of(), seen);
  }

  static Result result(Args a, List<String> commands) {
    return Result.ok().with("db", a.name()).with("executed_commands", Seq.ofTexts(commands));
  }

  private static Decision changed(Args a, List<String> statements, Observed seen) {
    Result done = Result.changed(!statements.isEmpty()).withAll(result(a, statements).fields());
    if (statements.isEmpty()) {
      return Decision.unchanged(done);
    }
    return new Decision.Change(
        List.of(a.login().change(a.maintenanceDb(), seen.facts(), false, statements)),
        Result.changed().withAll(result(a, List.of()).fields()),
        Reads.NONE,
        (outputs, after) ->
            outputs.getLast().isOk()
                ? done
                : Result.failed(
                    "Database query failed: " + PostgresLogin.failure(outputs.getLast()) + "\n"));
  }
}
