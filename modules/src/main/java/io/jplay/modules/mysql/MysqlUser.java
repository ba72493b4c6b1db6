package io.jplay.modules.mysql;

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
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Accounts of a server: their passwords, what they may do, what they must do. Imitates
/// community.mysql.mysql_user.
@ModuleInfo(
    summary = "Adds or removes a user from a MySQL database",
    mutuallyExclusive = "append_privs,subtract_privs")
public final class MysqlUser implements StateModule<MysqlUser.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public enum UpdatePassword {
    ALWAYS,
    ON_CREATE,
    ON_NEW_USERNAME
  }

  public record Args(
      @Option(required = true, aliases = "user") String name,
      @Option(secret = true) Optional<String> password,
      @Option("false") boolean encrypted,
      @Option("localhost") String host,
      @Option("false") boolean hostAll,
      @Option("present") State state,
      @Option Optional<Value> priv,
      @Option("false") boolean appendPrivs,
      @Option("false") boolean subtractPrivs,
      @Option("false") boolean columnCaseSensitive,
      @Option Optional<Dict> tlsRequires,
      @Option Optional<Dict> resourceLimits,
      @Option("always") UpdatePassword updatePassword,
      @Option Optional<String> plugin,
      @Option(secret = true) Optional<String> pluginHashString,
      @Option(secret = true) Optional<String> pluginAuthString,
      @Option Optional<Dict> sessionVars,
      @Option("true") boolean sqlLogBin,
      @Option("false") boolean checkImplicitAdmin,
      @Option("false") boolean forceContext,
      @Option(shared = true) MysqlLogin login) {

    private MysqlLogin.Ways ways() {
      return new MysqlLogin.Ways(checkImplicitAdmin, false);
    }

    /// What the account is to have; a mapping says the same as `thing:words/thing:words`.
    Optional<Privileges> privileges() {
      return priv.filter(v -> !(v instanceof Null))
          .map(v ->
              v instanceof Dict things
                  ? things.entries().entrySet().stream()
                      .map(e -> Texts.plain(e.getKey()) + ":" + Texts.plain(e.getValue()))
                      .collect(Collectors.joining("/"))
                  : Texts.plain(v))
          .map(p -> Privileges.parse(p, columnCaseSensitive));
    }

    private HiddenTexts hidden() {
      var secrets = new ArrayList<String>();
      password.filter(p -> !p.isEmpty()).ifPresent(secrets::add);
      pluginAuthString.filter(p -> !p.isEmpty()).ifPresent(secrets::add);
      return new HiddenTexts(secrets);
    }
  }

  private static Read<MysqlAnswer> accounts(Args a, HostFacts facts) {
    String sql =
        MysqlAnswer.mark("server")
            + "SELECT VERSION() AS version;\n"
            + Sql.MODE
            + ";\n"
            + MysqlAnswer.mark("accounts")
            + "SELECT * FROM mysql.user WHERE User="
            + Sql.text(a.name())
            + ";\n";
    return a.login().ask("accounts:" + a.name(), a.ways(), facts, sql);
  }

  private static Read<MysqlAnswer> grants(Args a, List<MysqlAccount> accounts, HostFacts facts) {
    String sql =
        Sql.MODE
            + ";\n"
            + accounts.stream()
                .map(u -> MysqlAnswer.mark(u.host()) + "SHOW GRANTS FOR " + u.quoted() + ";\n")
                .collect(Collectors.joining());
    return a.login().ask("grants:" + a.name(), a.ways(), facts, sql);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(accounts(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    MysqlAnswer answer = seen.get(accounts(a, seen.facts()));
    List<MysqlAccount> known = accounts(answer);
    List<MysqlAccount> meant =
        known.stream().filter(u -> a.hostAll() || u.host().equalsIgnoreCase(a.host())).toList();
    if (a.state() == State.ABSENT) {
      List<String> drops = meant.stream().map(u -> "DROP USER " + u.quoted()).toList();
      return decided(
          a, new Change(drops, drops.isEmpty() ? "User doesn't exist" : "User deleted"), seen);
    }
    if (meant.isEmpty()) {
      return decided(a, added(a, answer, known), seen);
    }
    Optional<Privileges> wanted = a.privileges();
    if (wanted.isPresent() && !seen.has(grants(a, meant, seen.facts()))) {
      return new Decision.ReadMore(Reads.of(grants(a, meant, seen.facts())));
    }
    var change = new Change(List.of(), "User unchanged");
    for (MysqlAccount account : meant) {
      change = change.and(modified(a, account, server(answer)));
      if (wanted.isPresent()) {
        MysqlAnswer shown = seen.get(grants(a, meant, seen.facts()));
        change = change.and(privileged(a, account, wanted.get(), shown));
      }
      change = change.and(required(a, account));
    }
    return decided(a, change, seen);
  }

  private static MysqlServer server(MysqlAnswer answer) {
    return new MysqlServer(
        answer.of("server").stream()
            .findFirst()
            .map(r -> r.getOrDefault("version", ""))
            .orElse(""));
  }

  private static List<MysqlAccount> accounts(MysqlAnswer answer) {
    if (answer.problem().isPresent()) {
      throw new ModuleFailure(answer.error());
    }
    return answer.of("accounts").stream().map(MysqlAccount::of).toList();
  }

  /// Statements, and what is said of them; the last that did something has the word.
  private record Change(
      List<String> statements, String said, Optional<String> done, boolean password) {
    Change(List<String> statements, String said) {
      this(statements, said, Optional.empty(), false);
    }

    Change and(Change next) {
      if (next.statements().isEmpty()) {
        return this;
      }
      var all = new ArrayList<>(statements);
      all.addAll(next.statements());
      return new Change(all, next.said(), next.done(), password || next.password());
    }
  }

  private static Decision decided(Args a, Change change, Observed seen) {
    Result said =
        Result.changed(!change.statements().isEmpty())
            .with("msg", change.said())
            .with("password_changed", change.password())
            .with("user", a.name());
    if (change.statements().isEmpty()) {
      return Decision.unchanged(said);
    }
    var all = new ArrayList<>(List.of(Sql.MODE));
    if (!a.sqlLogBin()) {
      all.add("SET SESSION sql_log_bin=0");
    }
    a.sessionVars()
        .ifPresent(vars ->
            vars.entries()
                .forEach((name, value) ->
                    all.add("SET SESSION " + Sql.name(Texts.plain(name)) + "=" + literal(value))));
    all.addAll(change.statements());
    Result predicted =
        change.said().equals("User added") ? said.with("password_changed", Null.NULL) : said;
    return new Decision.Change(
        List.of(a.login().change(a.ways(), seen.facts(), all)),
        predicted,
        Reads.NONE,
        (outputs, after) ->
            MysqlAnswer.problem(outputs.getLast())
                .map(p -> refused(p, all).without(a.hidden()))
                .orElseGet(() -> change.done().map(d -> said.with("msg", d)).orElse(said)));
  }

  private static String literal(Value value) {
    return switch (value) {
      case Int i -> i.bigValue().toString();
      case Bool b -> b.value() ? "1" : "0";
      default -> Sql.text(Texts.plain(value));
    };
  }

  /// What a refused statement was; those that name a password are not shown.
  private static Result refused(MysqlAnswer.Problem problem, List<String> all) {
    String statement =
        problem.line().filter(l -> l >= 1 && l <= all.size()).map(l -> all.get(l - 1)).orElse("");
    return Result.failed(
        statement.startsWith("GRANT ")
            ? "Error granting privileges, query: %s, exception: %s."
                .formatted(statement, problem.shown())
            : problem.shown());
  }

  private static Change added(Args a, MysqlAnswer answer, List<MysqlAccount> known) {
    MysqlServer server = server(answer);
    String account = MysqlAccount.quoted(a.name(), a.host());
    boolean taken = a.updatePassword() == UpdatePassword.ON_NEW_USERNAME && !known.isEmpty();
    String secret = taken ? server.identified(known.getFirst()) : server.identified(a).orElse("");
    var statements = new ArrayList<String>();
    statements.add("CREATE USER " + account + secret);
    a.privileges()
        .ifPresent(all ->
            all.things().forEach(t -> statements.add(Privileges.grant(all.on(t), t, account))));
    statements.addAll(required(a, MysqlAccount.fresh(a.name(), a.host())).statements());
    return new Change(statements, "User added", Optional.empty(), !taken);
  }

  private static Change modified(Args a, MysqlAccount account, MysqlServer server) {
    Optional<String> secret = server.identified(a);
    if (secret.isEmpty()
        || a.updatePassword() != UpdatePassword.ALWAYS
        || server.isSame(a, account)) {
      return new Change(List.of(), "");
    }
    String what = a.plugin().isPresent() ? "Plugin" : "Password";
    return new Change(
        List.of("ALTER USER " + account.quoted() + secret.get()),
        what + " updated",
        Optional.of(what + " updated (new style)"),
        true);
  }

  private static Change privileged(
      Args a, MysqlAccount account, Privileges wanted, MysqlAnswer shown) {
    Privileges now =
        Privileges.shown(
            shown.of(account.host()).stream()
                .flatMap(r -> r.entrySet().stream().filter(e -> !e.getKey().isEmpty()))
                .map(Map.Entry::getValue)
                .toList(),
            a.columnCaseSensitive());
    return PrivilegeChange.of(now, wanted, a.appendPrivs(), a.subtractPrivs())
        .map(c -> new Change(c.statements(account.quoted()), c.said()))
        .orElse(new Change(List.of(), ""));
  }

  /// What the account must do to connect, and how much it may; without a word of TLS it need not.
  private static Change required(Args a, MysqlAccount account) {
    var clauses = new StringBuilder();
    Map<String, String> tls = MysqlAccount.requirements(a.tlsRequires().orElse(Dict.EMPTY));
    if (!tls.equals(account.tls())) {
      clauses.append(MysqlAccount.requires(tls));
    }
    var limits = new ArrayList<String>();
    a.resourceLimits()
        .ifPresent(l ->
            l.entries()
                .forEach((name, value) -> {
                  String key = Texts.plain(name).toUpperCase(Locale.ROOT);
                  String number = Texts.plain(value);
                  if (!key.matches("MAX_[A-Z_]+") || !number.matches("\\d+")) {
                    throw new ModuleFailure("not a limit and a number: " + key + "=" + number);
                  }
                  if (!number.equals(account.limit(key))) {
                    limits.add(key + " " + number);
                  }
                }));
    if (!limits.isEmpty()) {
      clauses.append(" WITH ").append(String.join(" ", limits));
    }
    return clauses.isEmpty()
        ? new Change(List.of(), "")
        : new Change(List.of("ALTER USER " + account.quoted() + clauses), "TLS requires updated");
  }
}
