package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `meta: reset_connection` warns where there is nothing to reset, as ansible-core 2.18 does.
@Timeout(60)
class ResetConnectionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', ssh, false",
    "'', local, true",
    "ansible_connection=local, ssh, true",
    "ansible_connection=ansible.builtin.ssh, local, false",
  })
  void warnsOfAConnectionThatHoldsNothingOpen(String variables, String option, boolean warns)
      throws IOException {
    Files.writeString(directory.resolve("hosts"), "one " + variables + "\ntwo " + variables + "\n");
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - meta: reset_connection
        """);
    Played played = Played.of(directory, Map.of(), "-i", "hosts", "-c", option, "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
    String text = "Reset is not implemented for this connection";
    assertEquals(warns ? 2 : 1, played.err().split(text, -1).length, played.err());
  }
}
