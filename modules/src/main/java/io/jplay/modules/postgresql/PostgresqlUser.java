package io.jplay.modules.postgresql;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Seq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Roles of a server: their passwords, what they may do. Imitates
/// community.postgresql.postgresql_user.
@ModuleInfo(summary = "Create, alter, or remove a user (role) from a PostgreSQL server instance")
public final class PostgresqlUser implements StateModule<PostgresqlUser.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  /// A statement for the server, and how it is shown: passwords stay hidden.
  record Statement(String sql, String shown) {
    static Statement of(String sql) {
      return new Statement(sql, sql);
    }
  }

  public record Args(
      @Option(required = true, aliases = "user") String name,
      @Option(secret = true) Optional<String> password,
      @Option("present") State state,
      @Option(value = "", aliases = "login_db") String db,
      @Option Optional<String> priv,
      @Option(value = "true", aliases = "fail_on_role") boolean failOnUser,
      @Option("") String roleAttrFlags,
      @Option("true") boolean encrypted,
      @Option("false") boolean noPasswordChanges,
      @Option Optional<String> expires,
      @Option OptionalInt connLimit,
      @Option List<String> groups,
      @Option Optional<String> comment,
      @Option(shared = true) PostgresLogin login) {
    public Args {
      groups = List.copyOf(groups);
    }

    private HiddenTexts hidden() {
      return new HiddenTexts(password.filter(p -> !p.isEmpty()).map(List::of).orElse(List.of()));
    }

    private boolean comparesPassword() {
      return !noPasswordChanges && password.isPresent();
    }

    private RolePassword secret() {
      return new RolePassword(name, password.orElse(""), encrypted);
    }
  }

  private static Read<PostgresAnswer> seen(Args a, HostFacts facts) {
    var queries = new LinkedHashMap<String, String>();
    String role = Sql.text(a.name());
    String columns = String.join(", ", RoleFlags.columns().stream().sorted().toList());
    String until =
        a.expires()
            .map(e -> "coalesce(rolvaliduntil, 'infinity') = " + Sql.text(e) + "::timestamptz")
            .orElse("true");
    queries.put(
        "role",
        "SELECT %s, rolconnlimit, %s AS lasts, shobj_description(oid, 'pg_authid') AS comment%s"
                .formatted(columns, until, a.comparesPassword() ? ", rolpassword" : "")
            + " FROM "
            + (a.comparesPassword() ? "pg_authid" : "pg_roles")
            + " WHERE rolname = "
            + role);
    if (!a.groups().isEmpty()) {
      queries.put("known", "SELECT rolname AS name FROM pg_roles");
      queries.put(
          "groups",
          "SELECT g.rolname AS name FROM pg_auth_members JOIN pg_roles g ON g.oid = roleid"
              + " JOIN pg_roles m ON m.oid = member WHERE m.rolname = "
              + role);
    }
    a.priv().ifPresent(p -> queries.put("privileges", UserPrivileges.query(a)));
    return a.login().ask(a.db(), facts, queries);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(seen(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    RoleFlags flags = RoleFlags.parse(a.roleAttrFlags());
    if (a.priv().isPresent() && a.db().isEmpty()) {
      return Decision.failed("privileges require a database to be specified");
    }
    PostgresAnswer server = seen.get(seen(a, seen.facts()));
    Optional<Dict> role = server.first("role");
    boolean isPublic = a.name().equals("PUBLIC");
    if (isPublic && (a.password().isPresent() || !a.roleAttrFlags().isEmpty())) {
      return Decision.failed(
          a.password().isPresent()
              ? "cannot change the password for PUBLIC user"
              : "cannot change the role_attr_flags for PUBLIC user");
    }
    if (a.state() == State.ABSENT) {
      return absent(a, server, role.isPresent(), seen);
    }
    var all = new ArrayList<Statement>();
    if (!isPublic) {
      role.ifPresentOrElse(
          now -> altered(a, flags, now).ifPresent(all::add), () -> all.add(made(a, flags)));
    }
    a.priv().ifPresent(p -> UserPrivileges.of(a, server).missing().forEach(all::add));
    List<String> has = names(server.of("groups"));
    List<String> known = names(server.of("known"));
    Optional<String> missing = a.groups().stream().filter(g -> !known.contains(g)).findFirst();
    if (missing.isPresent()) {
      return Decision.failed("Role " + missing.get() + " does not exist");
    }
    a.groups().stream()
        .filter(g -> !has.contains(g))
        .map(g -> Statement.of("GRANT " + Sql.name(g) + " TO " + Sql.name(a.name())))
        .forEach(all::add);
    a.comment()
        .filter(c -> !c.equals(role.flatMap(r -> PostgresAnswer.text(r, "comment")).orElse("")))
        .map(c -> "COMMENT ON ROLE " + Sql.name(a.name()) + " IS " + Sql.text(c))
        .map(Statement::of)
        .ifPresent(all::add);
    return changed(a, all, seen);
  }

  private static List<String> names(List<Dict> rows) {
    return rows.stream().map(r -> PostgresAnswer.text(r, "name").orElse("")).toList();
  }

  private static String clauses(Args a, RoleFlags flags, boolean password) {
    var text = new StringBuilder();
    if (password) {
      text.append(password(a));
    }
    if (!flags.words().isEmpty()) {
      text.append(' ').append(flags.clause());
    }
    a.expires().ifPresent(e -> text.append(" VALID UNTIL ").append(Sql.text(e)));
    a.connLimit().ifPresent(n -> text.append(" CONNECTION LIMIT ").append(n));
    return text.toString();
  }

  private static String password(Args a) {
    String given = a.password().orElse("");
    return given.isEmpty()
        ? " PASSWORD NULL"
        : (a.encrypted() ? " ENCRYPTED" : " UNENCRYPTED") + " PASSWORD " + Sql.text(given);
  }

  /// In words of the collection's own, which names the texts that it does not show.
  private static Statement statement(Args a, String head, String clauses) {
    String with = clauses.matches(" (VALID UNTIL|CONNECTION LIMIT) .*|") ? "" : " WITH";
    String shown = clauses;
    String given = a.password().orElse("");
    if (!given.isEmpty()) {
      shown = shown.replace(Sql.text(given), "%(password)s");
    }
    if (a.expires().isPresent()) {
      shown = shown.replace(Sql.text(a.expires().get()), "%(expires)s");
    }
    return new Statement(head + with + clauses, head + with + shown);
  }

  private static Statement made(Args a, RoleFlags flags) {
    boolean password = a.password().filter(p -> !p.isEmpty()).isPresent();
    return statement(a, "CREATE USER " + Sql.name(a.name()), clauses(a, flags, password));
  }

  private static Optional<Statement> altered(Args a, RoleFlags flags, Dict now) {
    String kept = PostgresAnswer.text(now, "rolpassword").orElse("");
    boolean password = a.comparesPassword() && !a.secret().isKept(kept);
    String limit = PostgresAnswer.text(now, "rolconnlimit").orElse("");
    boolean limited = a.connLimit().isEmpty() || limit.equals("" + a.connLimit().getAsInt());
    if (!password && flags.isAsIn(now) && now.flag("lasts") && limited) {
      return Optional.empty();
    }
    return Optional.of(
        statement(a, "ALTER USER " + Sql.name(a.name()), clauses(a, flags, password)));
  }

  private static Decision absent(Args a, PostgresAnswer server, boolean there, Observed seen) {
    if (!there) {
      return Decision.unchanged(result(a, List.of()));
    }
    var all = new ArrayList<Statement>();
    a.priv().ifPresent(p -> UserPrivileges.of(a, server).held().forEach(all::add));
    all.add(Statement.of("DROP USER " + Sql.name(a.name())));
    Result gone = Result.changed().withAll(result(a, all).fields()).with("user_removed", true);
    return new Decision.Change(
        List.of(
            a.login()
                .change(a.db(), seen.facts(), true, all.stream().map(Statement::sql).toList())),
        gone,
        Reads.NONE,
        (outputs, after) -> {
          if (outputs.getLast().isOk()) {
            return gone;
          }
          String why = PostgresLogin.failure(outputs.getLast());
          return a.failOnUser()
              ? Result.failed("Unable to remove user").with("error", why)
              : result(a, all).with("user_removed", false);
        });
  }

  private static Result result(Args a, List<Statement> statements) {
    return Result.ok()
        .with("user", a.name())
        .with("queries", Seq.ofTexts(statements.stream().map(Statement::shown).toList()));
  }

  private static Decision changed(Args a, List<Statement> statements, Observed seen) {
    Result done = Result.changed(!statements.isEmpty()).withAll(result(a, statements).fields());
    if (statements.isEmpty()) {
      return Decision.unchanged(done);
    }
    return new Decision.Change(
        List.of(
            a.login()
                .change(
                    a.db(), seen.facts(), true, statements.stream().map(Statement::sql).toList())),
        done,
        Reads.NONE,
        (outputs, after) ->
            outputs.getLast().isOk()
                ? done
                : Result.failed(PostgresLogin.failure(outputs.getLast())).without(a.hidden()));
  }
}
