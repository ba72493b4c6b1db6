package io.jplay.modules.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.api.ModuleFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From the grants of a server and an option to statements, as community.mysql.mysql_user says
/// them.
class PrivilegesTest {
  private static final String USAGE = "GRANT USAGE ON *.* TO `u`@`h` IDENTIFIED BY PASSWORD '*1'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no | app.*:ALL | | GRANT ALL ON `app`.* TO U | New privileges granted
          no | app.*:ALL | GRANT ALL PRIVILEGES ON `app`.* TO `u`@`h` | | none
          no | app.*:ALL,GRANT | GRANT ALL PRIVILEGES ON `app`.* TO `u`@`h` | GRANT USAGE ON `app`.* TO U WITH GRANT OPTION | Privileges updated: granted ['GRANT', 'USAGE'], revoked []
          no | app.*:SELECT,INSERT | GRANT ALL PRIVILEGES ON `app`.* TO `u`@`h` WITH GRANT OPTION | REVOKE GRANT OPTION ON `app`.* FROM U;REVOKE ALL ON `app`.* FROM U;GRANT INSERT, SELECT ON `app`.* TO U | Privileges updated: granted ['INSERT', 'SELECT'], revoked ['ALL', 'GRANT']
          no | *.*:ALL,GRANT | GRANT SELECT ON `app`.* TO `u`@`h` | REVOKE SELECT ON `app`.* FROM U;GRANT ALL ON *.* TO U WITH GRANT OPTION | Privileges updated: granted ['ALL', 'GRANT'], revoked []
          no | app.*:select, insert | GRANT SELECT, INSERT ON `app`.* TO `u`@`h` | | none
          no | a.t:SELECT (b, a) | GRANT SELECT (`a`, `b`) ON `a`.`t` TO `u`@`h` | | none
          no | a.t:SELECT (Id) | GRANT SELECT (`Id`) ON `a`.`t` TO `u`@`h` | | none
          cased | a.t:select (Id, b) | GRANT SELECT (`b`, `Id`) ON `a`.`t` TO `u`@`h` | | none
          cased | a.t:SELECT (id) | GRANT SELECT (`Id`) ON `a`.`t` TO `u`@`h` | REVOKE SELECT (Id) ON `a`.`t` FROM U;GRANT SELECT (id) ON `a`.`t` TO U | Privileges updated: granted ['SELECT (id)'], revoked ['SELECT (Id)']
          no | FUNCTION a.f:EXECUTE | GRANT EXECUTE ON FUNCTION `a`.`f` TO `u`@`h` | | none
          no | `a.b`.*:SELECT | GRANT SELECT ON `a.b`.* TO `u`@`h` | | none
          no | *.*:USAGE | GRANT SELECT ON `c`.* TO `u`@`h` | REVOKE SELECT ON `c`.* FROM U | Privileges updated
          append | c.*:DELETE | GRANT SELECT ON `c`.* TO `u`@`h` | GRANT DELETE ON `c`.* TO U | Privileges updated: granted ['DELETE'], revoked []
          append | d.*:DELETE | GRANT SELECT ON `c`.* TO `u`@`h` | GRANT DELETE ON `d`.* TO U | New privileges granted
          subtract | c.*:DELETE | GRANT SELECT, DELETE ON `c`.* TO `u`@`h` | REVOKE DELETE ON `c`.* FROM U | Privileges updated: granted [], revoked ['DELETE']
          subtract | d.*:DELETE | GRANT SELECT ON `c`.* TO `u`@`h` | | none
          no | *.*:USAGE | GRANT PROXY ON ''@'%' TO 'u'@'h' WITH GRANT OPTION | | none
          no | *.*:USAGE | GRANT `role` TO `u`@`h` | | none
          """)
  void changesWhatIsDifferent(
      String how, String wanted, String shown, String statements, String said) {
    List<String> grants = shown == null ? List.of(USAGE) : List.of(USAGE, shown);
    var change =
        PrivilegeChange.of(
            Privileges.shown(grants, how.equals("cased")),
            Privileges.parse(wanted, how.equals("cased")),
            how.equals("append"),
            how.equals("subtract"));
    assertEquals(
        statements == null ? List.of() : Arrays.asList(statements.split(";")),
        change.map(c -> c.statements("U")).orElse(List.of()));
    assertEquals(said, change.map(PrivilegeChange::said).orElse("none"));
  }

  /// MySQL 8 shows all of them by name.
  @ParameterizedTest
  @ValueSource(
      strings =
          "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, SHUTDOWN, PROCESS, FILE,"
              + " REFERENCES, INDEX, ALTER, SHOW DATABASES, SUPER, CREATE TEMPORARY TABLES, LOCK"
              + " TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW,"
              + " CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, CREATE TABLESPACE,"
              + " CREATE ROLE, DROP ROLE ON *.* TO `u`@`h` WITH GRANT OPTION")
  void knowsAllByTheirNames(String line) {
    Privileges now = Privileges.shown(List.of(line), false);
    assertEquals("[ALL, GRANT]", now.on("*.*").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "app:SELECT", ":SELECT", "app.*SELECT"})
  void refusesWhatIsNoThing(String option) {
    assertThrows(ModuleFailure.class, () -> Privileges.parse(option, false));
  }
}
