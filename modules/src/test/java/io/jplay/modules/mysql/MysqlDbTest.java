package io.jplay.modules.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MysqlDbTest {
  /// A client that answers to `SHOW DATABASES`, keeps what else it is asked, and shows its option
  /// file to the test.
  static FakeTools server(ModuleHarness host, Path dir, ShellKind shell) {
    String client =
        """
        cat "${1#--defaults-file=}" >"$d/conf"
        while IFS= read -r l || [ -n "$l" ]; do case $l in
        'SELECT '*'AS `jplay '*) q=${l#*'AS `'}; printf '%s\\n\\n' "${q%'`;'}" ;;
        'SHOW DATABASES;') printf 'Database\\nmysql\\nold\\n' ;;
        'DROP DATABASE `locked`;') echo 'ERROR 1044 (42000) at line 2: no' >&2; exit 1 ;;
        *) printf '%s\\n' "$l" >>"$d/sql" ;; esac; done\
        """;
    return new FakeTools(host, dir, shell).tool("mysql", client);
  }

  @ParameterizedTest
  @EnumSource
  void makesAndRemoves(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = server(host, dir, shell);
    Object[] made = {"name", "old,a`b", "encoding", "utf8mb4", "login_password", "p\"w\\"};
    assertTrue(host.check(new MysqlDb(), made).isChanged());
    assertEquals("", tools.read("sql"));
    Result result = host.run(new MysqlDb(), made);
    assertTrue(result.isChanged(), result::toString);
    assertTrue(
        tools.read("sql").endsWith("CREATE DATABASE `a``b` CHARACTER SET 'utf8mb4';\n"),
        tools.read("sql"));
    assertTrue(tools.read("conf").contains("password=\"p\\\"w\\\\\"\n"), tools.read("conf"));
    assertFalse(tools.log().contains("p\"w"), tools.log());
    assertFalse(host.run(new MysqlDb(), "name", "gone", "state", "absent").isChanged());
    assertTrue(host.run(new MysqlDb(), "name", "old", "state", "absent").isChanged());
    assertTrue(tools.read("sql").endsWith("DROP DATABASE `old`;\n"), tools.read("sql"));
  }

  /// The operator's option file comes before what the task says itself.
  @ParameterizedTest
  @EnumSource
  void takesTheLoginOfAFile(ShellKind shell, @TempDir Path dir) throws Exception {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = server(host, dir, shell);
    Path file = Files.writeString(dir.resolve("my.cnf"), "[client]\nuser=ops\n");
    host.run(new MysqlDb(), "name", "old", "config_file", file, "login_user", "me");
    String conf = tools.read("conf");
    assertTrue(conf.contains("[client]\n!include " + file + "\n[client]\n"), conf);
    assertTrue(conf.indexOf("user=\"me\"") > conf.indexOf("!include"), conf);
  }

  @ParameterizedTest
  @EnumSource
  void writesAndReadsFiles(ShellKind shell, @TempDir Path dir) throws Exception {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools =
        server(host, dir, shell).tool("mysqldump", "echo dump of $*; exit $(cat \"$d/rc\")");
    tools.write("rc", "0");
    Path dump = dir.resolve("a.sql");
    Result result =
        host.run(new MysqlDb(), "name", "old", "state", "dump", "target", dump, "quick", false);
    assertTrue(result.isChanged(), result::toString);
    assertTrue(Files.readString(dump).matches("dump of --defaults-file=\\S+ old\n"));
    Path packed = dir.resolve("a.sql.gz");
    tools.write("rc", "3");
    assertTrue(
        host.run(new MysqlDb(), "name", "all", "state", "dump", "target", packed).isFailed());
    tools.write("rc", "0");
    host.run(new MysqlDb(), "name", "all", "state", "dump", "target", packed);
    result = host.run(new MysqlDb(), "name", "new", "state", "import", "target", packed);
    assertTrue(result.isChanged(), result::toString);
    assertTrue(tools.read("sql").contains("CREATE DATABASE `new`;\n"), tools.read("sql"));
    assertTrue(tools.read("sql").contains("--all-databases --quick\n"), tools.read("sql"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all | present | <none> | name is not allowed to equal 'all' unless state equals import, or dump.
          a | dump | <none> | with state=dump target is required
          a,b | import | /x | Multiple databases are not supported with state=import
          a | import | /no/such.sql | target /no/such.sql does not exist on the host
          old,a | dump | /x | Cannot dump database(s) 'a' - not found
          locked | present | <none> | <ok>
          """)
  void refusesWhatCannotBe(
      String name, String state, String target, String message, @TempDir Path dir) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    server(host, dir, ShellKind.DASH);
    Object[] options =
        target.equals("<none>")
            ? new Object[] {"name", name, "state", state}
            : new Object[] {"name", name, "state", state, "target", target};
    Result result = host.check(new MysqlDb(), options);
    assertEquals(message, result.fields().text("msg").orElse("<ok>"));
  }
}
