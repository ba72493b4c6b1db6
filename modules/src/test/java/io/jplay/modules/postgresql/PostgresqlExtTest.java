package io.jplay.modules.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.testing.Decided;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlExtTest {
  private static final String KNOWN =
      "\036default\n[{\"default_version\":\"1.8\"}]\n"
          + "\036paths\n[{\"source\":\"1.7\",\"target\":\"1.8\"}]\n";

  private static String told(String options, String seen) {
    Decided decided =
        Decided.of(new PostgresqlExt(), PostgresqlExt.Args.class, "db=d name=x " + options, seen);
    return decided
        .result()
        .fields()
        .text("msg")
        .orElseGet(() ->
            ((Seq) decided.result().fields().get("queries").orElse(Seq.EMPTY))
                .items().stream().map(Value::toString).collect(Collectors.joining("; ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          state=present | new | CREATE EXTENSION "x"
          schema=s version=1.7 cascade=yes | new | CREATE EXTENSION "x" WITH SCHEMA "s" VERSION '1.7' CASCADE
          version=latest | new | CREATE EXTENSION "x"
          state=present | 1.7 | ``
          schema=other | 1.7 | ``
          version=1.7 | 1.7 | ``
          version=1.8 | 1.7 | ALTER EXTENSION "x" UPDATE TO '1.8'
          version=latest | 1.7 | ALTER EXTENSION "x" UPDATE
          version=latest | 1.8 | ``
          version=9 | 1.7 | Passed version '9' has no valid update path from the currently installed version '1.7' or the passed version is not available
          state=absent cascade=yes | 1.7 | DROP EXTENSION "x" CASCADE
          state=absent | new | ``
          """)
  void decides(String options, String now, String queries) {
    String ext = now.equals("new") ? "[]" : "[{\"extversion\":\"" + now + "\"}]";
    String told;
    try {
      told = told(options, "\036ext\n" + ext + "\n" + KNOWN);
    } catch (ModuleFailure failure) {
      told = failure.result().fields().text("msg").orElse("");
    }
    assertEquals(queries, told);
  }

  @ParameterizedTest
  @CsvSource("Extension x is not available")
  void missesWhatTheHostLacks(String message) {
    assertEquals(message, told("state=present", "\036ext\n[]\n\036default\n[]\n"));
  }
}
