package io.jplay.modules.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The modules with a real server: what they change is there afterwards, a second run changes
/// nothing, and check mode says the same beforehand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealPostgresTest {
  private PostgresLab lab;

  @BeforeAll
  void open(@TempDir Path dir) throws Exception {
    lab = PostgresLab.open(dir);
  }

  @AfterAll
  void close() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  private static String list(Result result, String key) {
    return ((Seq) result.fields().get(key).orElse(Seq.EMPTY))
        .items().stream().map(Value::toString).collect(Collectors.joining("; "));
  }

  private Result does(TaskModule<?> module, Object... options) {
    Result would = lab.run(module, true, options);
    assertTrue(would.isChanged() && !would.isFailed(), () -> would.fields().toString());
    Result result = lab.run(module, false, options);
    assertTrue(result.isChanged() && !result.isFailed(), () -> result.fields().toString());
    return result;
  }

  private void settled(TaskModule<?> module, Object... options) {
    Result again = lab.run(module, false, options);
    assertFalse(again.isFailed() || again.isChanged(), () -> again.fields().toString());
  }

  private String failure(TaskModule<?> module, Object... options) {
    Result result = lab.run(module, false, options);
    assertTrue(result.isFailed(), () -> result.fields().toString());
    return result.fields().text("msg").orElse("");
  }

  @Test
  void keepsDatabases() {
    String role = "own\"er";
    does(new PostgresqlUser(), "name", role);
    Object[] shop = {"name", "s'h\"op", "encoding", "UTF-8", "template", "template0"};
    Result made = does(new PostgresqlDb(), shop);
    assertEquals(
        "CREATE DATABASE \"s'h\"\"op\" TEMPLATE \"template0\" ENCODING 'UTF-8'",
        list(made, "executed_commands"));
    settled(new PostgresqlDb(), shop);
    Object[] owned = {"db", "s'h\"op", "owner", role, "conn_limit", "5"};
    does(new PostgresqlDb(), owned);
    settled(new PostgresqlDb(), owned);
    assertEquals(
        "Changing database encoding is not supported. Current encoding: UTF8",
        failure(new PostgresqlDb(), "name", "s'h\"op", "encoding", "LATIN1"));
    does(new PostgresqlDb(), "name", "s'h\"op", "state", "rename", "target", "b");
    settled(new PostgresqlDb(), "name", "s'h\"op", "state", "rename", "target", "b");
    does(new PostgresqlDb(), "name", "b", "state", "absent", "force", true);
    settled(new PostgresqlDb(), "name", "b", "state", "absent");
    assertTrue(
        failure(new PostgresqlDb(), "name", "x", "owner", "nobody-there")
            .contains("role \"nobody-there\" does not exist"));
  }

  @Test
  void writesAndReadsFiles() throws Exception {
    does(new PostgresqlDb(), "name", "kept");
    does(new PostgresqlExt(), "db", "kept", "name", "hstore");
    does(new PostgresqlDb(), "name", "again");
    for (String end : List.of("sql", "sql.gz", "tar", "pgc", "dir")) {
      String target = lab.directory().resolve("dump." + end).toString();
      Object[] dump = {"name", "kept", "state", "dump", "target", target};
      does(new PostgresqlDb(), dump);
      assertTrue(Files.exists(Path.of(target)));
      does(new PostgresqlDb(), "name", "again", "state", "restore", "target", target);
      does(new PostgresqlExt(), "db", "again", "name", "hstore", "state", "absent");
    }
    assertTrue(failure(new PostgresqlDb(), "name", "nowhere", "state", "dump").contains("nowhere"));
  }

  @Test
  void keepsRoles() {
    String secret = "pa'ss\\w\"ord";
    Object[] made = {
      "name",
      "app",
      "password",
      secret,
      "role_attr_flags",
      "CREATEDB,NOSUPERUSER",
      "expires",
      "2040-01-01",
      "conn_limit",
      3,
      "comment",
      "the app's"
    };
    Result result = does(new PostgresqlUser(), made);
    assertFalse(result.fields().toString().contains("ss\\"), () -> result.fields().toString());
    settled(new PostgresqlUser(), made);
    // the password works, and reaches the server from the login of a task
    Object[] byTcp = {
      "name", "mine", "login_host", "127.0.0.1", "login_user", "app", "login_password", secret
    };
    Result mine = lab.run(new PostgresqlDb(), false, byTcp);
    assertTrue(mine.isChanged(), () -> mine.fields().toString());
    assertTrue(
        failure(
                new PostgresqlDb(),
                "name",
                "mine",
                "login_host",
                "127.0.0.1",
                "login_user",
                "app",
                "login_password",
                "x")
            .contains("password authentication failed"));
    does(new PostgresqlUser(), "name", "app", "password", "other");
    settled(
        new PostgresqlUser(), "name", "app", "password", "one more", "no_password_changes", true);
    does(new PostgresqlUser(), "name", "app", "password", "");
    settled(new PostgresqlUser(), "name", "app", "password", "");
    does(new PostgresqlUser(), "name", "app", "role_attr_flags", "NOLOGIN");
    assertEquals(
        "Unable to remove user", failure(new PostgresqlUser(), "name", "app", "state", "absent"));
    Result kept =
        lab.run(
            new PostgresqlUser(), false, "name", "app", "state", "absent", "fail_on_user", false);
    assertFalse(kept.isFailed() || kept.isChanged(), () -> kept.fields().toString());
    does(new PostgresqlDb(), "name", "mine", "state", "absent");
    does(new PostgresqlUser(), "name", "app", "state", "absent");
    settled(new PostgresqlUser(), "name", "app", "state", "absent");
  }

  @Test
  void keepsHashesAsTheyAre() {
    Object[] hashed = {"name", "h", "password", "md5" + "0123456789abcdef".repeat(2)};
    does(new PostgresqlUser(), hashed);
    settled(new PostgresqlUser(), hashed);
    does(new PostgresqlUser(), "name", "h", "password", "plain");
  }

  @Test
  void grantsInADatabase() {
    does(new PostgresqlDb(), "name", "granted");
    Object[] reader = {
      "name", "reader", "db", "granted", "priv", "CREATE,TEMP/pg_catalog.pg_statistic:SELECT"
    };
    Result made = does(new PostgresqlUser(), reader);
    assertEquals(
        "CREATE USER \"reader\"; GRANT CREATE, TEMPORARY ON DATABASE \"granted\" TO \"reader\";"
            + " GRANT SELECT ON TABLE \"pg_catalog\".\"pg_statistic\" TO \"reader\"",
        list(made, "queries"));
    settled(new PostgresqlUser(), reader);
    Object[] member = {"name", "writer", "groups", List.of("reader")};
    does(new PostgresqlUser(), member);
    settled(new PostgresqlUser(), member);
    does(
        new PostgresqlUser(),
        "name",
        "reader",
        "db",
        "granted",
        "state",
        "absent",
        "priv",
        "ALL/pg_catalog.pg_statistic:ALL");
  }

  @Test
  void keepsExtensions() {
    Object[] made = {"db", "template1", "name", "hstore", "version", "1.7"};
    does(new PostgresqlExt(), made);
    settled(new PostgresqlExt(), made);
    does(new PostgresqlExt(), "db", "template1", "name", "hstore", "version", "latest");
    settled(new PostgresqlExt(), "db", "template1", "name", "hstore", "version", "latest");
    does(
        new PostgresqlExt(),
        "db",
        "template1",
        "name",
        "hstore",
        "state",
        "absent",
        "cascade",
        true);
    assertTrue(failure(new PostgresqlExt(), "db", "template1", "name", "none").contains("none"));
  }

  @Test
  void takesTheRoleOfTheSession() {
    does(new PostgresqlUser(), "name", "maker", "role_attr_flags", "CREATEDB");
    does(new PostgresqlDb(), "name", "made", "session_role", "maker");
    settled(new PostgresqlDb(), "name", "made", "owner", "maker");
    assertTrue(
        failure(new PostgresqlDb(), "name", "x", "connect_params", Map.of("user", "nobody-there"))
            .startsWith("unable to connect to database: "));
  }
}
