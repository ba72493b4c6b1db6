package io.jplay.modules.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresqlDbTest {
  private static final String NONE =
      "\036db\n[]\n\036target\n[]\n\036server\n[{\"version\":\"150004\"}]\n";

  private static final String SHOP =
      NONE.replace(
          "db\n[]",
          "db\n[{\"owner\":\"o\",\"encoding\":\"UTF8\",\"same\":true,\"datcollate\":\"C\","
              + "\"datctype\":\"C\",\"datconnlimit\":-1,\"spcname\":\"pg_default\"}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          owner=o encoding=UTF-8 template=t lc_collate=C lc_ctype=C tablespace=s conn_limit=3 | new | CREATE DATABASE "shop" OWNER "o" TEMPLATE "t" ENCODING 'UTF-8' LC_COLLATE 'C' LC_CTYPE 'C' TABLESPACE "s" CONNECTION LIMIT 3
          owner=o encoding=UTF-8 template=t lc_collate=C conn_limit=-1 tablespace=pg_default | old | ``
          owner=x"y | old | ALTER DATABASE "shop" OWNER TO "x""y"
          conn_limit=3 tablespace=s | old | ALTER DATABASE "shop" CONNECTION LIMIT 3, ALTER DATABASE "shop" SET TABLESPACE "s"
          state=absent | old | DROP DATABASE "shop"
          state=absent force=yes | old | DROP DATABASE "shop" WITH (FORCE)
          state=absent force=yes | new | ``
          state=rename target=b | old | ALTER DATABASE "shop" RENAME TO "b"
          """)
  void decides(String options, String which, String statements) {
    Decided decided =
        Decided.of(
            new PostgresqlDb(),
            PostgresqlDb.Args.class,
            "name=shop " + options,
            which.equals("new") ? NONE : SHOP);
    assertEquals(!statements.isEmpty(), decided.result().isChanged());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          state=rename | The "target" option must be defined when the "rename" option is used.
          state=rename target=shop | The "name/db" option and the "target" option cannot be the same.
          ssl_mode=maybe | value of ssl_mode must be one of: allow, disable, prefer, require, verify-ca, verify-full, got: maybe
          """)
  void refuses(String options, String message, @TempDir Path dir) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Object[] all = ("name=shop " + options).split("[ =]");
    assertEquals(message, host.run(new PostgresqlDb(), all).fields().text("msg").orElse(""));
  }

  /// The login goes by a file that only the shell holds, the statements by standard input.
  @ParameterizedTest
  @EnumSource
  void tellsTheServer(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools =
        new FakeTools(host, dir, shell)
            .tool(
                "psql",
                """
                cat "$PGSERVICEFILE" >"$d/conf"; env >"$d/env"; cat >>"$d/sql"
                printf '\\036db\\n[]\\n'
                """);
    Object[] options = {
      "name",
      "o'b",
      "encoding",
      "UTF-8",
      "login_password",
      "p'w\"\\",
      "login_host",
      "localhost",
      "login_unix_socket",
      "/run/pg",
      "session_role",
      "r"
    };
    Result result = host.run(new PostgresqlDb(), options);
    assertTrue(result.isChanged(), result::toString);
    assertEquals(
        "[\"CREATE DATABASE \\\"o'b\\\" ENCODING 'UTF-8'\"]",
        Json.write(result.fields().get("executed_commands").orElse(Seq.EMPTY), Json.Layout.LINE));
    assertTrue(
        tools.read("sql").endsWith("SET ROLE \"r\";\nCREATE DATABASE \"o'b\" ENCODING 'UTF-8';\n"),
        tools.read("sql"));
    String conf = tools.read("conf");
    assertTrue(conf.contains("host=/run/pg\n") && conf.contains("password=p'w\"\\\n"), conf);
    assertFalse((tools.log() + tools.read("env")).contains("p'w"), tools.log());
  }
}
