package io.jplay.modules.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MysqlUserTest {
  /// `password` as mysql_native_password keeps it.
  private static final String HASH = "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19";

  private static final String NO_USER =
      "jplay server\n\nversion\n10.11.6-MariaDB\njplay accounts\n\n";
  private static final String USER =
      NO_USER
          + "Host\tUser\tPassword\tssl_type\tmax_questions\tplugin\tauthentication_string\n"
          + "localhost\tu\t"
          + HASH
          + "\t\t0\tmysql_native_password\t"
          + HASH
          + "\n%\tu\t\tANY\t5\tunix_socket\t\n";

  private static Decided decided(String options, String seen) {
    return Decided.of(new MysqlUser(), MysqlUser.Args.class, "name=u " + options, seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=absent | new | User doesn't exist
          state=absent | old | User deleted
          state=absent host=h2 | old | User doesn't exist
          password=password | new | User added
          password=password | old | User unchanged
          password=other | old | Password updated
          password=other update_password=on_create | old | User unchanged
          host=h2 password=other update_password=on_new_username | old | User added
          plugin=unix_socket host=% tls_requires={"SSL":""} | old | User unchanged
          plugin=unix_socket | old | Plugin updated
          host=% | old | TLS requires updated
          """)
  void tellsWhatIsToBeDone(String options, String which, String message) {
    Decided decided = decided(options, which.equals("new") ? NO_USER : USER);
    assertEquals(message, decided.text("msg"));
    boolean changed = !message.endsWith("unchanged") && !message.endsWith("exist");
    assertEquals(changed, decided.result().isChanged());
  }

  @Test
  void comparesHashes() {
    assertEquals(HASH, MysqlServer.hash("password"));
    Decided same = decided("encrypted=yes password=" + HASH, USER);
    assertFalse(same.result().isChanged());
  }

  /// What the server is told goes by standard input, never by a word of a program.
  @ParameterizedTest
  @EnumSource
  void tellsTheServer(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = MysqlDbTest.server(host, dir, shell);
    Object[] options = {
      "name", "o'b", "password", "q'\\", "priv", Map.of("app.*", "ALL,GRANT"), "sql_log_bin", false
    };
    Result result = host.run(new MysqlUser(), options);
    assertTrue(result.isChanged(), result::toString);
    String sql = tools.read("sql");
    assertTrue(
        sql.endsWith(
            """
            SET SESSION sql_log_bin=0;
            CREATE USER 'o''b'@'localhost' IDENTIFIED BY 'q''\\\\';
            GRANT USAGE ON *.* TO 'o''b'@'localhost';
            GRANT ALL ON `app`.* TO 'o''b'@'localhost' WITH GRANT OPTION;
            """),
        sql);
    assertFalse(tools.log().contains("q'"), tools.log());
  }
}
