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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Extensions of a database. Imitates community.postgresql.postgresql_ext.
@ModuleInfo(summary = "Add or remove PostgreSQL extensions from a database")
public final class PostgresqlExt implements StateModule<PostgresqlExt.Args> {
  private static final String LATEST = "latest";

  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true, aliases = "ext") String name,
      @Option(required = true, aliases = "login_db") String db,
      @Option Optional<String> schema,
      @Option("present") State state,
      @Option("false") boolean cascade,
      @Option Optional<String> version,
      @Option(shared = true) PostgresLogin login) {}

  private static Read<PostgresAnswer> seen(Args a, HostFacts facts) {
    String name = Sql.text(a.name());
    var queries = new LinkedHashMap<String, String>();
    queries.put("ext", "SELECT extversion FROM pg_extension WHERE extname = " + name);
    queries.put(
        "default", "SELECT default_version FROM pg_available_extensions WHERE name = " + name);
    queries.put(
        "paths",
        "SELECT source, target FROM pg_available_extensions e,"
            + " LATERAL pg_extension_update_paths(e.name) WHERE e.name = "
            + name);
    return a.login().ask(a.db(), facts, queries);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(seen(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    PostgresAnswer server = seen.get(seen(a, seen.facts()));
    Optional<Dict> there = server.first("ext");
    if (a.state() == State.PRESENT && server.of("default").isEmpty()) {
      return Decision.failed("Extension " + a.name() + " is not available");
    }
    Optional<String> statement =
        a.state() == State.ABSENT
            ? there.map(e -> "DROP EXTENSION " + Sql.name(a.name()) + cascade(a))
            : there.isPresent() ? altered(a, server, there.get()) : Optional.of(made(a));
    Result result =
        Result.changed(statement.isPresent())
            .with("db", a.db())
            .with("ext", a.name())
            .with("queries", Seq.ofTexts(statement.stream().toList()));
    if (statement.isEmpty()) {
      return Decision.unchanged(result);
    }
    return new Decision.Change(
        List.of(a.login().change(a.db(), seen.facts(), false, List.of(statement.get()))),
        result,
        Reads.NONE,
        (outputs, after) ->
            outputs.getLast().isOk()
                ? result
                : Result.failed(
                    "Management of PostgreSQL extension failed: "
                        + PostgresLogin.failure(outputs.getLast())
                        + "\n"));
  }

  private static String cascade(Args a) {
    return a.cascade() ? " CASCADE" : "";
  }

  private static String made(Args a) {
    return "CREATE EXTENSION "
        + Sql.name(a.name())
        + a.schema().map(s -> " WITH SCHEMA " + Sql.name(s)).orElse("")
        + a.version().filter(v -> !v.equals(LATEST)).map(v -> " VERSION " + Sql.text(v)).orElse("")
        + cascade(a);
  }

  private static Optional<String> altered(Args a, PostgresAnswer server, Dict there) {
    String alter = "ALTER EXTENSION " + Sql.name(a.name());
    String now = PostgresAnswer.text(there, "extversion").orElse("");
    String wanted = a.version().orElse(now);
    String latest =
        server.first("default").flatMap(r -> PostgresAnswer.text(r, "default_version")).orElse(now);
    String target = wanted.equals(LATEST) ? latest : wanted;
    if (target.equals(now)) {
      return Optional.empty();
    }
    if (wanted.equals(LATEST)) {
      return Optional.of(alter + " UPDATE");
    }
    if (server.of("paths").stream().noneMatch(p -> isPath(p, now, target))) {
      throw new ModuleFailure(
          "Passed version '%s' has no valid update path from the currently installed version '%s'"
                  .formatted(target, now)
              + " or the passed version is not available");
    }
    return Optional.of(alter + " UPDATE TO " + Sql.text(target));
  }

  private static boolean isPath(Dict path, String from, String to) {
    return path.text("source").equals(Optional.of(from))
        && path.text("target").equals(Optional.of(to));
  }
}
