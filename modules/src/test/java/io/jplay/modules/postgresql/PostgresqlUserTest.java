package io.jplay.modules.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.testing.Decided;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlUserTest {
  private static final String SCRAM =
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
          + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  private static final String NONE = "\036role\n[]\n";

  private static String role(String password) {
    return "\036role\n[{\"rolsuper\":false,\"rolcreaterole\":false,\"rolcreatedb\":true,"
        + "\"rolinherit\":true,\"rolcanlogin\":true,\"rolreplication\":false,"
        + "\"rolbypassrls\":false,\"rolconnlimit\":-1,\"lasts\":true,\"comment\":\"old\","
        + "\"rolpassword\":"
        + password
        + "}]\n\036known\n[{\"name\":\"g\"},{\"name\":\"h\"}]\n"
        + "\036groups\n[{\"name\":\"g\"}]\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          '' | new | CREATE USER "u"
          password=x role_attr_flags=createdb,login | new | CREATE USER "u" WITH ENCRYPTED PASSWORD %(password)s CREATEDB LOGIN
          password=x expires=2040-01-01 conn_limit=3 | new | CREATE USER "u" WITH ENCRYPTED PASSWORD %(password)s VALID UNTIL %(expires)s CONNECTION LIMIT 3
          password= | new | CREATE USER "u"
          '' | old | ``
          role_attr_flags=CREATEDB,NOSUPERUSER | old | ``
          role_attr_flags=NOLOGIN | old | ALTER USER "u" WITH NOLOGIN
          conn_limit=-1 | old | ``
          conn_limit=5 | old | ALTER USER "u" CONNECTION LIMIT 5
          password= | old | ALTER USER "u" WITH PASSWORD NULL
          password=y no_password_changes=yes | old | ``
          comment=old groups=g | old | ``
          comment=n'w groups=g,h | old | GRANT "h" TO "u"; COMMENT ON ROLE "u" IS 'n''w'
          state=absent | new | ``
          state=absent | old | DROP USER "u"
          """)
  void decides(String options, String which, String queries) {
    Decided decided =
        Decided.of(
            new PostgresqlUser(),
            PostgresqlUser.Args.class,
            "name=u" + (options.equals("''") ? "" : " " + options),
            which.equals("new") ? NONE : role("\"md5x\""));
    String told =
        ((Seq) decided.result().fields().get("queries").orElse(Seq.EMPTY))
            .items().stream().map(Value::toString).collect(Collectors.joining("; "));
    assertEquals(queries, told);
    assertEquals(!queries.isEmpty(), decided.result().isChanged());
  }

  /// Hashes as RFC 5803 has them, and those of md5.
  @Test
  void knowsAPasswordByItsHash() {
    assertTrue(new RolePassword("foo", "pencil", true).isKept(SCRAM));
    assertFalse(new RolePassword("foo", "pen", true).isKept(SCRAM));
    assertTrue(new RolePassword("foo", SCRAM, true).isKept(SCRAM));
    String md5 = "md5c59ec932d911ffdf487595b5a2adf973";
    assertTrue(new RolePassword("joe", "secret", true).isKept(md5));
    assertTrue(new RolePassword("joe", md5, true).isKept(md5));
    assertFalse(new RolePassword("jim", "secret", true).isKept(md5));
    assertTrue(new RolePassword("foo", "", true).isKept(""));
    assertFalse(new RolePassword("foo", "", true).isKept(SCRAM));
  }
}
