package io.jplay.modules.mysql;

import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options by which every module of the collection reaches the server. The client of the host
/// gets them as an option file that only its shell holds: no word of a program shows a password.
public record MysqlLogin(
    @Option Optional<String> loginUser,
    @Option(secret = true) Optional<String> loginPassword,
    @Option("localhost") String loginHost,
    @Option("3306") int loginPort,
    @Option Optional<String> loginUnixSocket,
    @Option("~/.my.cnf") String configFile,
    @Option("30") int connectTimeout,
    @Option(aliases = "ssl_cert") Optional<String> clientCert,
    @Option(aliases = "ssl_key") Optional<String> clientKey,
    @Option(aliases = "ssl_ca") Optional<String> caCert,
    @Option Optional<Boolean> checkHostname) {

  /// What differs between the modules: whether root without a password is tried first, and whether
  /// the option file beats the default host and port.
  public record Ways(boolean implicitAdmin, boolean fileBeatsDefaults) {
    public static final Ways PLAIN = new Ways(false, false);
  }

  /// Reads of this module; `key` names what is asked.
  Read<MysqlAnswer> ask(String key, Ways ways, HostFacts facts, String sql) {
    ScriptBuilder script = script(ways, facts).line("jp_sql -B --force");
    return new Read<>(
        "mysql:" + key, stdin(script, ways, facts, sql).program(), out -> answer(out, facts));
  }

  /// The statements, one after the other; the first that is refused ends it.
  Effect change(Ways ways, HostFacts facts, List<String> statements) {
    ScriptBuilder script = script(ways, facts).line("jp_sql -B");
    String sql = String.join(";\n", statements) + ";\n";
    return new Effect.Run("change the server", stdin(script, ways, facts, sql).program(), false);
  }

  private MysqlAnswer answer(ProgramOutput out, HostFacts facts) {
    MysqlAnswer answer = MysqlAnswer.parse(Call.found(out));
    if (answer.isRefused()) {
      String file = Paths.expand(configFile, facts);
      throw new ModuleFailure(
          (out.stdout().startsWith("jplay-config")
                      ? "unable to connect to database, check login_user and login_password are"
                          + " correct or %s has the credentials."
                      : "unable to find %s.")
                  .formatted(file)
              + " Exception message: "
              + answer.error());
    }
    return answer;
  }

  /// A script with the functions `jp_sql`, `jp_client` (the client) and `jp_dump`, which know the
  /// login. Its standard input begins with the option files; the rest is for what is called.
  ScriptBuilder script(Ways ways, HostFacts facts) {
    ScriptBuilder script =
        Call.script()
            .line("if command -v mysql >/dev/null 2>&1; then jp_c=mysql jp_d=mysqldump")
            .line("else jp_c=mariadb jp_d=mariadb-dump; fi");
    script
        .line("command -v $jp_c >/dev/null 2>&1 || {")
        .line("printf 'jplay: no program mysql in paths: %s\\n' \"$PATH\" >&2; exit 127; }")
        .line("jp_read() { jp_conf=; while IFS= read -r jp_l && [ -n \"$jp_l\" ]")
        .line("do jp_conf=\"$jp_conf$jp_l")
        .line("\"; done; }")
        .line("jp_with() { jp_p=$1; shift; \"$jp_p\" --defaults-file=/dev/fd/3 \"$@\" 3<<JP_CONF")
        .line("$jp_conf")
        .line("JP_CONF")
        .line("}")
        .line("jp_client() { jp_with \"$jp_c\" \"$@\"; }")
        .line("jp_dump() { jp_with \"$jp_d\" \"$@\"; }")
        .line("jp_sql() { jp_client --binary-mode \"$@\"; }");
    if (ways.implicitAdmin()) {
      script
          .line("jp_read; jp_admin=$jp_conf; jp_read; jp_own=$jp_conf; jp_conf=$jp_admin")
          .line("printf 'SELECT 1;' | jp_sql -B >/dev/null 2>&1 || jp_conf=$jp_own");
    } else {
      script.line("jp_read");
    }
    script.line("jp_file=");
    if (!configFile.isEmpty()) {
      String file = Paths.expand(configFile, facts);
      script.line("if [ -f {} ]; then echo jplay-config; jp_file='!include '{}; fi", file, file);
    }
    return script.line("jp_conf=\"${jp_conf%%!jplay*}$jp_file${jp_conf#*!jplay}\"");
  }

  ScriptBuilder stdin(ScriptBuilder script, Ways ways, HostFacts facts, String rest) {
    String files =
        (ways.implicitAdmin() ? file(ways, facts, Optional.of("root"), Optional.of("")) + "\n" : "")
            + file(ways, facts, loginUser, loginPassword)
            + "\n";
    return script.stdin((files + rest).getBytes(StandardCharsets.UTF_8));
  }

  /// An option file; `!jplay` stands where the operator's file goes: what follows beats it.
  private String file(
      Ways ways, HostFacts facts, Optional<String> user, Optional<String> password) {
    var server = new ArrayList<String>();
    boolean isDefault = loginHost.equals("localhost") && loginPort == 3306;
    server.add("host=" + quoted(loginHost));
    server.add("port=" + loginPort);
    var own = new ArrayList<String>();
    user.ifPresent(u -> own.add("user=" + quoted(u)));
    password.ifPresent(p -> own.add("password=" + quoted(p)));
    loginUnixSocket.ifPresent(s -> own.add("socket=" + quoted(s)));
    caCert.ifPresent(p -> own.add("ssl-ca=" + quoted(Paths.expand(p, facts))));
    clientCert.ifPresent(p -> own.add("ssl-cert=" + quoted(Paths.expand(p, facts))));
    clientKey.ifPresent(p -> own.add("ssl-key=" + quoted(Paths.expand(p, facts))));
    if (checkHostname.orElse(false)) {
      own.add("ssl-verify-server-cert");
    }
    boolean before = ways.fileBeatsDefaults() && isDefault;
    var lines = new ArrayList<String>();
    lines.add("[client]");
    lines.addAll(before ? server : List.of());
    lines.add("!jplay");
    lines.add("[client]");
    lines.addAll(before ? List.of() : server);
    lines.addAll(own);
    lines.add("[mysql]");
    lines.add("connect-timeout=" + connectTimeout);
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String value) {
    if (value.matches("(?s).*[\r\n\0].*")) {
      throw new ModuleFailure("an option of the login cannot be of more than one line");
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
