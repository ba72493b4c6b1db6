package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `ansible-config dump` of 2.18 says of a file.
class ConfigDumpTest {
  @TempDir private Path dir;

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(
        dir.resolve("ansible.cfg"),
        """
        [defaults]
        forks = 7
        [ssh_connection]
        pipelining = true
        timeout = 3
        host_key_checking = false
        """);
  }

  @Test
  void optionsOfSshAreNoneOfAnsibleItself() {
    Played played = config(Map.of("ANSIBLE_SSH_TIMEOUT", "4"), "dump", "--only-changed");
    assertEquals(
        """
        ANSIBLE_NOCOLOR(env: ANSIBLE_NOCOLOR) = True
        CONFIG_FILE() = DIR/ansible.cfg
        DEFAULT_FORKS(DIR/ansible.cfg) = 7

        GALAXY_SERVERS:
        """,
        played.out().replace(dir.toString(), "DIR"));
  }

  @Test
  void theyAreThoseOfTheConnection() {
    Played played = config(Map.of(), "dump", "--only-changed", "-t", "connection", "ssh");
    assertEquals(
        """

        ssh:
        ___
        host_key_checking(DIR/ansible.cfg) = False
        pipelining(DIR/ansible.cfg) = True
        timeout(DIR/ansible.cfg) = 3
        """,
        played.out().replace(dir.toString(), "DIR"));
  }

  @ParameterizedTest
  @CsvSource({
    "dump, callback, nosuch, true",
    "list, callback, nosuch, true",
    "init, all, nosuch, true",
    "dump, callback, timer, false",
    "dump, callback, ansible.builtin.default, false",
    "dump, connection, paramiko_ssh, false",
    "dump, all, ssh, false",
    "dump, callback, ssh, true",
  })
  void warnsOfPluginsThatThereAreNot(String action, String type, String plugin, boolean warns) {
    Played played = config(Map.of(), action, "-t", type, plugin);
    assertEquals(0, played.code());
    assertEquals(
        warns ? "[WARNING]: Skipping " + plugin + " as we could not find matching plugin\n" : "",
        played.err());
  }

  @ParameterizedTest
  @CsvSource({"json", "yaml"})
  void theFileIsToldButNoSetting(String format) {
    String told = config(Map.of(), "dump", "-f", format).out();
    assertTrue(told.contains(dir.resolve("ansible.cfg").toString()), told);
    assertTrue(told.contains("CONFIG_FILE"), told);
    assertFalse(config(Map.of(), "list").out().contains("CONFIG_FILE"));
  }

  private Played config(Map<String, String> environment, String... words) {
    return Played.of("ansible-config", dir, environment, words);
  }
}
