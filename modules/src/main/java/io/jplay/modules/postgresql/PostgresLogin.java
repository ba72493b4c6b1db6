package io.jplay.modules.postgresql;

import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.Texts;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The options by which every module of the collection reaches the server. The programs of the host
/// get them as a service file that only their shell holds: no word and no variable of a program
/// shows a password.
public record PostgresLogin(
    @Option(value = "postgres", aliases = "login") String loginUser,
    @Option(secret = true) Optional<String> loginPassword,
    @Option(aliases = "host") Optional<String> loginHost,
    @Option(aliases = "unix_socket") Optional<String> loginUnixSocket,
    @Option(value = "5432", aliases = "login_port") int port,
    @Option("prefer") String sslMode,
    @Option(aliases = "ssl_rootcert") Optional<String> caCert,
    @Option Optional<String> sslCert,
    @Option Optional<String> sslKey,
    @Option(secret = true) Optional<Dict> connectParams,
    @Option Optional<String> sessionRole,
    @Option("true") boolean trustInput) {
  private static final Set<String> SSL_MODES =
      Set.of("allow", "disable", "prefer", "require", "verify-ca", "verify-full");

  /// What was asked: rows by the name of the query.
  Read<PostgresAnswer> ask(String database, HostFacts facts, Map<String, String> queries) {
    ScriptBuilder script = script().line("jp_with psql -X -w -q -A -t -v ON_ERROR_STOP=1");
    var text = new StringBuilder(role());
    queries.forEach((name, query) ->
        text.append("\\echo '\036'").append(name).append('\n').append(PostgresAnswer.rows(query)));
    return new Read<>(
        "postgresql:" + database + ":" + queries,
        stdin(script, database, facts, text.toString()).program(),
        PostgresLogin::answer);
  }

  /// One query.
  Read<PostgresAnswer> ask(String database, HostFacts facts, String name, String query) {
    return ask(database, facts, Map.of(name, query));
  }

  /// The statements one after the other; the first that is refused ends it, and undoes the others
  /// `together`. Those may hold passwords: no piece of a statement is told then.
  Effect change(String database, HostFacts facts, boolean together, List<String> statements) {
    ScriptBuilder script =
        script()
            .line(
                "jp_with psql -X -w -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY={}",
                together ? "terse" : "default");
    var all = new ArrayList<String>();
    if (together) {
      all.add("BEGIN");
    }
    all.addAll(statements);
    if (together) {
      all.add("COMMIT");
    }
    String sql = role() + all.stream().map(s -> s + ";\n").collect(Collectors.joining());
    return new Effect.Run(
        "change the server", stdin(script, database, facts, sql).program(), false);
  }

  private String role() {
    return sessionRole.map(r -> "SET ROLE " + Sql.name(r) + ";\n").orElse("");
  }

  private static PostgresAnswer answer(ProgramOutput out) {
    if (!Call.found(out).isOk()) {
      throw new ModuleFailure(failure(out));
    }
    return PostgresAnswer.parse(out.stdout());
  }

  /// What psql says of a refused connection or statement, in the words of ansible's library.
  static String failure(ProgramOutput out) {
    String said = out.stderr().strip();
    if (said.startsWith("psql: error: ")) {
      return "unable to connect to database: " + said.substring("psql: error: ".length()) + "\n";
    }
    return said.replaceFirst("(?s)^.*?ERROR:  ", "").replaceFirst(" at character \\d+$", "");
  }

  /// A script with the function `jp_with`, which runs a program that knows the login. Its standard
  /// input begins with the service file; the rest is for what is called.
  ScriptBuilder script() {
    return Call.needs(Call.script(), "psql")
        .line("jp_conf=; while IFS= read -r jp_l && [ -n \"$jp_l\" ]; do jp_conf=\"$jp_conf$jp_l")
        .line("\"; done")
        .line("jp_with() { PGSERVICEFILE=/dev/fd/3 PGSERVICE=jplay \"$@\" 3<<JP_CONF")
        .line("$jp_conf")
        .line("JP_CONF")
        .line("}");
  }

  ScriptBuilder stdin(ScriptBuilder script, String database, HostFacts facts, String rest) {
    var text = new StringBuilder("[jplay]\n");
    parameters(database, facts)
        .forEach((name, value) ->
            text.append(single(name)).append('=').append(single(value)).append('\n'));
    return script.stdin((text + "\n" + rest).getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> parameters(String database, HostFacts facts) {
    if (!SSL_MODES.contains(sslMode)) {
      throw new ModuleFailure(
          "value of ssl_mode must be one of: allow, disable, prefer, require, verify-ca,"
              + " verify-full, got: "
              + sslMode);
    }
    var all = new LinkedHashMap<String, String>();
    Optional<String> host = loginHost.filter(h -> !h.isEmpty());
    boolean local = host.isEmpty() || host.get().equals("localhost");
    Optional<String> socket = loginUnixSocket.filter(s -> !s.isEmpty() && local);
    socket.map(s -> Paths.expand(s, facts)).or(() -> host).ifPresent(h -> all.put("host", h));
    all.put("port", "" + port);
    all.put("user", loginUser);
    loginPassword.filter(p -> !p.isEmpty()).ifPresent(p -> all.put("password", p));
    if (!database.isEmpty()) {
      all.put("dbname", database);
    }
    all.put("sslmode", sslMode);
    caCert.ifPresent(p -> all.put("sslrootcert", Paths.expand(p, facts)));
    sslCert.ifPresent(p -> all.put("sslcert", Paths.expand(p, facts)));
    sslKey.ifPresent(p -> all.put("sslkey", Paths.expand(p, facts)));
    all.put("client_encoding", "UTF8");
    connectParams
        .orElse(Dict.EMPTY)
        .entries()
        .forEach((name, value) -> all.put(Texts.plain(name), Texts.plain(value)));
    return all;
  }

  private static String single(String value) {
    if (value.matches("(?s).*[\r\n\0].*")) {
      throw new ModuleFailure("an option of the login cannot be of more than one line");
    }
    return value;
  }
}
