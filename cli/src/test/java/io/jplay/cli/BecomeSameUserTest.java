package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who is connected as the user to become runs no become program, unless told so; at -vvv it is
/// said how hosts are reached.
@Timeout(60)
class BecomeSameUserTest {
  @TempDir private Path dir;

  @Test
  void isNotBecomeAgain() throws Exception {
    Played played = play(Map.of("ANSIBLE_BECOME_EXE", "/there/is/no/sudo"));
    assertEquals(0, played.code(), played.out() + played.err());
    String me = System.getProperty("user.name");
    assertTrue(
        played.out().contains("<localhost> ESTABLISH LOCAL CONNECTION FOR USER: " + me),
        played.out());
    assertFalse(played.out().contains("> EXEC "), played.out());
  }

  @Test
  void isBecomeAgainWhereTheSettingSaysSo() throws Exception {
    Path sudo = dir.resolve("sudo");
    Files.writeString(sudo, "#!/bin/sh\nshift 5\nexec \"$@\"\n");
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwx------"));
    Played played =
        play(
            Map.of(
                "ANSIBLE_BECOME_EXE", sudo.toString(), "ANSIBLE_BECOME_ALLOW_SAME_USER", "true"));
    assertEquals(0, played.code(), played.out() + played.err());
    String me = System.getProperty("user.name");
    String line = "<localhost> EXEC " + sudo + " -H -S -n -u " + me + " /bin/sh\n";
    assertEquals(2, played.out().split(Pattern.quote(line), -1).length, played.out());
  }

  private Played play(Map<String, String> environment) throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          become: true
          become_user: %s
          tasks:
            - command: "true"
            - command: "true"
        """
            .formatted(System.getProperty("user.name")));
    return Played.of("ansible-playbook", dir, environment, "site.yml", "-vvv");
  }
}
