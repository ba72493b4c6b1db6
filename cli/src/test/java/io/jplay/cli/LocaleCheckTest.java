package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocaleCheckTest {
  private static final String UNKNOWN =
      "ERROR: Ansible could not initialize the preferred locale: unsupported locale setting";

  @ParameterizedTest
  @CsvSource({
    "'', C.UTF-8, UTF-8, ''",
    "'', en_US.utf8, utf8, ''",
    "ham_sandwich, en_US.UTF-8, ANSI_X3.4-1968, unknown",
    "'', ham_sandwich, ANSI_X3.4-1968, unknown",
    "fr_FR.ISO-8859-1, '', ISO-8859-1, ISO-8859-1",
    "C, en_US.UTF-8, ANSI_X3.4-1968, ''",
    "'', '', ANSI_X3.4-1968, ''"
  })
  void refusesNamesThatCannotBeWritten(String all, String type, String encoding, String refused) {
    String first =
        LocaleCheck.problem(Map.of("LC_ALL", all, "LC_CTYPE", type), encoding)
            .map(text -> text.lines().findFirst().orElse(""))
            .orElse("");
    String expected =
        switch (refused) {
          case "" -> "";
          case "unknown" -> UNKNOWN;
          default ->
              "ERROR: Ansible requires the locale encoding to be UTF-8; Detected " + refused + ".";
        };
    assertEquals(expected, first);
  }
}
